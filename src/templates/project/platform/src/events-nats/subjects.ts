import { createHash } from 'node:crypto';

/** As many events are taken in at the same time, one of each partition, so that the subjects of one keep their order. */
export const partitions = 8;

/** Changing how subjects fall to partitions loses the order of what is under way meanwhile. */
export function partitionOf(subject: string): number {
  return createHash('sha1').update(subject).digest().readUInt32BE(0) % partitions;
}

/** Dots, spaces and wildcards mean something in NATS. */
export const token = (name: string): string => name.replace(/[^\w-]/g, '_');

export const streamOf = (project: string): string => `${token(project)}-events`;

/** `<project>.events.<partition>.<module>.<what-happened>`: what the stream has. */
export const subjectOf = (project: string, partition: number | '*', type: string): string =>
  `${token(project)}.events.${partition}.${type}`;

export const consumerOf = (process: string, partition: number): string => `${token(process)}-${partition}`;
