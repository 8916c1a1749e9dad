import type { Baum } from '../syntax/baum.ts';
import type { Code } from '../umgebung.ts';

/** Translates a part of the expression; handed to the files of this folder, so that they need not know each other. */
export type Uebersetze = (b: Baum) => Code;
