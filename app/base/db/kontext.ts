import { createHmac } from 'node:crypto';

/** On which basis somebody acts: recorded in every event and every read, never guessed. */
export interface Grundlage {
  vereinbarung: string | null;
  norm: string | null;
  aufgabe: string;
  zweck: string;
}

/** Who acts. `person` is an account (mitarbeit, person), a draft (anonym) or a job (dienst). */
export interface Kontext {
  art: 'mitarbeit' | 'person' | 'anonym' | 'dienst';
  person: string | null;
  /** body whose staff (or service) works */
  stelle: string | null;
  /** body in whose name; null = reading only */
  handelndFuer: string | null;
  grundlage: Grundlage | null;
}

const GUELTIG_SEKUNDEN = 120;

const FELD = /^[\w-]*$/;

/**
 * Signs a context: `<HMAC-SHA256 in hex><end>(art,person,stelle,handelnd_fuer)`, bound to one connection and two minutes. `end`: seconds
 * since 1970, ten digits; in brackets the context as PostgreSQL reads a row. Signed is the backend's pid, a space and what follows the
 * signature. The only signing place of the application; ctx.x() in the database verifies it.
 * @throws when a field is no word and no uuid
 */
export function createSigner(schluessel: Buffer) {
  return (k: Kontext, pid: number, jetzt: number): string => {
    const felder = [k.art, k.person ?? '', k.stelle ?? '', k.handelndFuer ?? ''];
    if (!felder.every((f) => FELD.test(f))) throw new Error('Ein Kontext nennt etwas, das kein Kennzeichen ist');
    const text = `${Math.floor(jetzt / 1000) + GUELTIG_SEKUNDEN}(${felder.join(',')})`;
    return createHmac('sha256', schluessel).update(`${pid} ${text}`).digest('hex') + text;
  };
}

export type Signer = ReturnType<typeof createSigner>;

/** Inner and outer pad of HMAC-SHA256 (RFC 2104), as the database keeps them. */
export function hmacPads(schluessel: Buffer): { ipad: Buffer; opad: Buffer } {
  const block = Buffer.alloc(64);
  schluessel.copy(block);
  return { ipad: Buffer.from(block.map((b) => b ^ 0x36)), opad: Buffer.from(block.map((b) => b ^ 0x5c)) };
}

export const dienst = (koerperschaft: string, zweck: string, auftrag: string | null = null): Kontext => ({
  art: 'dienst',
  person: auftrag,
  stelle: koerperschaft,
  handelndFuer: koerperschaft,
  grundlage: { vereinbarung: null, norm: null, aufgabe: 'automatisiertes Verfahren', zweck },
});

/** Nobody in particular: sees only what is public. */
export const oeffentlich: Kontext = { art: 'anonym', person: null, stelle: null, handelndFuer: null, grundlage: null };
