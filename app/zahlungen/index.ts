export { type Forderung, kassenzeichenOf, ordneAn, readForderung, stelleFest } from './actions.ts';
