/** All that this adapter takes from the driver. */
export { type AnyBulkWriteOperation, BSON, type Collection, type Db, type Document, Long, MinKey, MongoBulkWriteError, MongoClient, MongoCompatibilityError, MongoNetworkError, MongoServerError, MongoServerSelectionError, ObjectId, type WriteError } from 'mongodb';
