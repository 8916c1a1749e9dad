import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeKrypto } from '@rathausverbund/siegel/node';
import type { Kontext } from '../base/index.ts';
import { readDokumente } from '../dokumente/index.ts';
import { buildNachweis } from '../nachweise/index.ts';
import { PRUEFSEITE, type Pruefseite, type SeitenDeps } from '../seiten/index.ts';
import { tsaOf } from './anschluss.ts';
import type { Kern } from './kern.ts';
import type { KindConfig } from './kind.ts';
import { siegeldienstOf } from './siegeldienst.ts';
import { zeugenOf } from './zeugenkreis.ts';

/** The citizen's proof: documents she may read, all events of the Vorgang with their place in the log, keys and stamps. */
export function nachweisOf(kind: KindConfig, k: Kern, pruefseite: Pruefseite): SeitenDeps['nachweis'] {
  const adressen = kind.adressen.gegenstellen;
  if (!adressen) throw new Error('Die Gegenstellen sind nicht gestartet.');
  const tsa = tsaOf(adressen);
  const siegeldienst = siegeldienstOf(kind, k.bund);
  const zeugen = zeugenOf(kind, k.verzeichnis);
  return async (v, buerger, angemeldet) => {
    const kontext: Kontext = {
      art: angemeldet ? 'person' : 'anonym',
      person: buerger,
      stelle: null,
      handelndFuer: null,
      grundlage: null,
    };
    const zeilen = await k.db.transaktion(kontext, (tx) => readDokumente(tx, v.koerperschaft, v.id));
    const name = k.verzeichnis.byId(v.koerperschaft)?.name ?? '';
    // the sealed documents carry their certificates, too: a seal service that is down does not withhold the proof
    const siegel = await siegeldienst.siegel({ id: v.koerperschaft, name });
    return buildNachweis(
      {
        db: k.db,
        protokoll: k.protokoll,
        krypto: nodeKrypto,
        tsa,
        zeugen,
      },
      kontext,
      {
        koerperschaft: v.koerperschaft,
        vorgang: v.id,
        aktenzeichen: v.aktenzeichen,
        name,
        dokumente: zeilen
          .filter((d) => d.gesiegelt)
          .map((d) => ({
            name: d.datei.name,
            mime: d.datei.mime,
            bytes: k.dateien.read(v.koerperschaft, v.id, d.datei.ort),
          })),
        zertifikate: siegel.ok ? [siegel.zertifikat, ...siegel.kette] : [],
        test: true,
        pruefseite: { sha256: pruefseite.sha256, adresse: `${kind.basisUrl}${PRUEFSEITE}` },
      },
    );
  };
}

/** The folder with this installation's anchors, for handing out: logs, witness, roots. Nothing in it is secret. */
export function readAnkerOrdner(ordner: string): Map<string, Uint8Array> {
  const namen = existsSync(ordner) ? readdirSync(ordner).filter((n) => !n.startsWith('.')) : [];
  return new Map(namen.map((n) => [n, readFileSync(join(ordner, n))]));
}
