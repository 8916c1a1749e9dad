export { registerSteuerung } from './steuerung.ts';
