/**
 * Where the keys of the Vorgaenge (DEK) lie, wrapped by the key of their body (KEK). One implementation is there: an own folder
 * (`ordner.ts`), whose KEKs a device may close (`tresor.ts`). A key service takes its place by these functions; whoever wraps inside
 * never hands out the KEK.
 */
export interface Schluessellager {
  /** the key in clear; undefined when there is none or it was destroyed */
  read(koerperschaft: string, id: string): Buffer | undefined;
  /** Makes a key; one that is there wins. Usable in every process at once; resolves when it survives a power cut. Refuses a destroyed id. */
  create(koerperschaft: string, id: string): Promise<void>;
  /** Ends a key for good: a durable tombstone first, then the bytes. A second call does nothing. */
  destroy(koerperschaft: string, id: string, am: Date): void;
  isDestroyed(koerperschaft: string, id: string): boolean;
  tombstones(): readonly Grabstein[];
  /** Gives a body a new KEK and wraps all its keys anew; readable meanwhile, goes on where a crash left it. @returns keys rewrapped */
  rotate(koerperschaft: string): Promise<number>;
  /** bodies whose KEK lies in clear though a device should close it: a rotation does */
  bare(): string[];
}

export interface Grabstein {
  koerperschaft: string;
  id: string;
  am: Date;
}

/** Asked for a key that was destroyed: what lay under it is gone for good. */
export class SchluesselVernichtet extends Error {
  readonly code = 'schluessel.vernichtet';
  constructor() {
    super('Der Schlüssel ist vernichtet');
  }
}
