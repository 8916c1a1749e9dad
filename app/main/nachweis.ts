import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeKrypto } from '@rathausverbund/siegel/node';
import { echteUhr } from '../base/index.ts';
import { createSperrsammler, readDokumente } from '../dokumente/index.ts';
import { buildNachweis } from '../nachweise/index.ts';
import { PRUEFPROGRAMM, PRUEFSEITE, type Pruefprogramm, type Pruefseite, type SeitenDeps } from '../seiten/index.ts';
import { pemToDer, sperrdatenOf, tsaOf } from './anschluss.ts';
import type { Kern } from './kern.ts';
import type { KindConfig } from './kind.ts';
import { createMerker } from './merker.ts';
import { siegeldienstOf } from './siegeldienst.ts';
import { zeugenOf } from './zeugenkreis.ts';

/** Somebody waits for the proof: asking about revocation ends sooner than in the workshop. */
const SPERR_MS = 2_000;
const ohneAuskunft = (name: string) =>
  `Ob das Zertifikat „${name}“ gesperrt ist, war beim Abruf nicht zu erfragen. Ein späterer Abruf enthält die Auskunft.`;

/** The proof of a Vorgang: documents the reader may have, all events with their place in the log, keys and stamps. */
export function nachweisOf(
  kind: KindConfig,
  k: Pick<Kern, 'db' | 'bund' | 'dateien' | 'protokoll' | 'verzeichnis'>,
  pruefseite: Pruefseite,
  pruefprogramm: Pruefprogramm,
): SeitenDeps['nachweis'] {
  const adressen = kind.adressen.gegenstellen;
  if (!adressen) throw new Error('Die Gegenstellen sind nicht gestartet.');
  const tsa = tsaOf(adressen);
  const siegeldienst = siegeldienstOf(kind, k.bund);
  const zeugen = zeugenOf(kind, k.verzeichnis);
  const sammler = createSperrsammler({
    siegel: siegeldienst,
    sperrauskunft: sperrdatenOf(SPERR_MS),
    zeitanker: [pemToDer(adressen.tsa.caPem)],
    krypto: nodeKrypto,
    uhr: echteUhr,
  });
  // each proof costs a time stamp: who clicks twice gets the same file, as long as nothing has happened since
  const merke = createMerker<Awaited<ReturnType<SeitenDeps['nachweis']>>>({
    uhr: echteUhr,
    dauerMs: 60_000,
    hoechstens: 50,
    gut: (n) => n.ok,
  });
  const baue: SeitenDeps['nachweis'] = async (v, kontext) => {
    const zeilen = await k.db.transaktion(kontext, (tx) => readDokumente(tx, v.koerperschaft, v.id));
    const name = k.verzeichnis.byId(v.koerperschaft)?.name ?? '';
    // the sealed documents carry their certificates, too: a seal service that is down does not withhold the proof
    const siegel = await siegeldienst.siegel({ id: v.koerperschaft, name });
    const dokumente = zeilen
      .filter((d) => d.gesiegelt)
      .map((d) => ({
        name: d.datei.name,
        mime: d.datei.mime,
        bytes: k.dateien.read(v.koerperschaft, v.id, d.datei.ort),
      }));
    const sperren = await sammler.pdfs(dokumente.map((d) => d.bytes));
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
        dokumente,
        zertifikate: siegel.ok ? [siegel.zertifikat, ...siegel.kette] : [],
        sperrlisten: sperren.stuecke,
        ueberStempel: sammler.stempel,
        hinweise: sperren.offen.map(ohneAuskunft),
        test: true,
        pruefseite: { sha256: pruefseite.sha256, adresse: `${kind.basisUrl}${PRUEFSEITE}` },
        pruefprogramm: { sha256: pruefprogramm.sha256, adresse: `${kind.basisUrl}${PRUEFPROGRAMM}` },
        anker: `${kind.basisUrl}/anker`,
      },
    );
  };
  return (v, kontext) =>
    merke([v.koerperschaft, v.id, v.kopf, kontext.art, kontext.person, kontext.stelle].join('/'), () =>
      baue(v, kontext),
    );
}

/** The folder with this installation's anchors, for handing out: logs, witness, roots. Nothing in it is secret. */
export function readAnkerOrdner(ordner: string): Map<string, Uint8Array> {
  const namen = existsSync(ordner) ? readdirSync(ordner).filter((n) => !n.startsWith('.')) : [];
  return new Map(namen.map((n) => [n, readFileSync(join(ordner, n))]));
}
