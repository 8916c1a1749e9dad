import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyConsistency, verifyInclusion } from '@rathausverbund/nachweis';
import { dateien } from '../dateien.ts';
import { fall, type Suite } from '../model.ts';

interface Vektor {
  leafIdx?: number;
  treeSize?: number;
  root?: string;
  leafHash?: string;
  size1?: number;
  size2?: number;
  root1?: string;
  root2?: string;
  proof: string[] | null;
  wantErr: boolean;
}

const sha256 = (daten: Uint8Array) => new Uint8Array(createHash('sha256').update(daten).digest());
const bytes = (base64 = '') => new Uint8Array(Buffer.from(base64, 'base64'));

/** Proofs of inclusion and consistency after RFC 6962 / 9162, good and mutated. */
export const merkle: Suite = {
  ordner: 'tlog/merkle',
  faelle: (dir) =>
    Promise.all(
      dateien(dir, '.json').map((name) =>
        fall(name, () => {
          const v = JSON.parse(readFileSync(join(dir, name), 'utf8')) as Vektor;
          const gilt = urteile(v);
          return gilt === !v.wantErr
            ? undefined
            : `erwartet ${v.wantErr ? 'ungültig' : 'gültig'}, geurteilt ${gilt ? 'gültig' : 'ungültig'}`;
        }),
      ),
    ),
};

function urteile(v: Vektor): boolean {
  const proof = (v.proof ?? []).map(bytes);
  if (v.leafIdx !== undefined && v.treeSize !== undefined)
    return verifyInclusion(sha256, {
      index: v.leafIdx,
      groesse: v.treeSize,
      blattHash: bytes(v.leafHash),
      proof,
      wurzel: bytes(v.root),
    });
  if (v.size1 !== undefined && v.size2 !== undefined)
    return verifyConsistency(sha256, {
      alt: v.size1,
      neu: v.size2,
      wurzelAlt: bytes(v.root1),
      wurzelNeu: bytes(v.root2),
      proof,
    });
  throw new Error('weder Beweis der Enthaltung noch der Beständigkeit');
}
