import { url } from './api';
import { NOW, type Moment } from './moment';

const part = encodeURIComponent;

export const customersLink = (query: Record<string, string | undefined> = {}, moment: Moment = NOW): string => url('/customers', { ...query, ...moment });
export const customerLink = (id: string, moment: Moment = NOW): string => url(`/customers/${part(id)}`, { ...moment });
export const compareLink = (id: string, from?: string, to?: string): string => url(`/customers/${part(id)}/compare`, { from, to });
export const eventLink = (position: string): string => `/events/${part(position)}`;
export const eventsLink = (types?: string): string => url('/events', { types });
export const streamLink = (name: string): string => `/streams/${part(name)}`;
export const eventTypeLink = (type: string): string => `/event-types/${part(type)}`;
export const projectionLink = (name: string): string => `/projections/${part(name)}`;
