/** Ends a command with exit code 1 after it has said all that there is to say. */
export class Unsuccessful extends Error {
  constructor() {
    super('the command has said what is wrong');
    this.name = 'Unsuccessful';
  }
}

/** Somebody pressed Ctrl-C, and the work was left where it can be taken up again. */
export class Interrupted extends Error {
  constructor(readonly advice = 'run the same command again') {
    super(`interrupted: ${advice}`);
    this.name = 'Interrupted';
  }
}

/** Wrong use that only shows once the words have been read. Exit code 2. */
export class WrongUse extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WrongUse';
  }
}
