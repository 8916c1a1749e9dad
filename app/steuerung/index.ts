export * from './last/index.ts';
