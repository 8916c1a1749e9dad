import {
  createTestCa,
  createTimestampToken,
  issueCertificate,
  type Krypto,
  requestTimestamp,
  type Sperradressen,
  sealPdf,
} from '@rathausverbund/siegel';
import { appendLeaves } from '../baum/append.ts';
import { ereignisC } from '../baum/hash.ts';
import type { HoleKnoten } from '../baum/knoten.ts';
import { inclusionProof } from '../baum/proof.ts';
import type { BuendelInhalt } from '../buendel/inhalt.ts';
import { hex, utf8 } from '../bytes.ts';
import type { Ereignis } from '../ereignis.ts';
import { createEvidenceRecords } from '../ers/create.ts';
import { signCheckpoint } from '../note/checkpoint.ts';
import type { NoteSigner } from '../note/note.ts';
import { formatTlogProof, parseTlogProof } from '../note/tlogproof.ts';
import type { Anker } from '../pruefung/anker.ts';
import { rfc8785 } from '../rfc8785.ts';
import { bezeuge } from '../zeuge/bezeuge.ts';
import { formatPolicy, policyOf } from '../zeuge/policy.ts';
import { beispielEreignis, ORIGIN } from './ereignis.ts';
import { beispielPdf } from './pdf.ts';
import { newSigner } from './schluessel.ts';

export const HEUTE = new Date('2026-03-05T12:00:00Z');

/**
 * A small town with CA, seal, time-stamp authority, log and one internal witness, all TEST. `adressen`: where the certificates
 * say to ask about their revocation.
 */
export async function baueWelt(krypto: Krypto, adressen: Sperradressen = {}) {
  const von = new Date('2026-01-01T00:00:00Z');
  const ca = await createTestCa({ krypto, jetzt: von, name: 'TEST Wurzel' });
  const siegel = await issueCertificate({
    krypto,
    ca,
    verwendung: 'siegel',
    name: 'TEST Siegel Gemeinde Thallwitz',
    organisation: 'Gemeinde Thallwitz',
    von,
    adressen,
  });
  const tsa = await issueCertificate({
    krypto,
    ca,
    verwendung: 'zeitstempel',
    name: 'TEST Zeitstempeldienst',
    organisation: null,
    von,
    adressen,
  });
  const log = await newSigner(krypto, ORIGIN, 'log');
  const zeuge = await newSigner(krypto, 'zeuge.example/w1', 'zeuge');
  const stempel = (digest: Uint8Array) =>
    createTimestampToken({
      request: requestTimestamp(digest),
      krypto,
      key: tsa.key,
      certificate: tsa.certificate,
      serial: krypto.random(8),
      jetzt: HEUTE,
      policyOid: '1.3.6.1.4.1.99999.1',
    });
  const seal = (text: string) =>
    sealPdf({
      pdf: beispielPdf(text),
      krypto,
      key: siegel.key,
      certificate: siegel.certificate,
      chain: [],
      jetzt: HEUTE,
      timestamp: stempel,
    });
  const anker: Anker = {
    test: true,
    logs: [{ key: log.key, koerperschaft: 'Gemeinde Thallwitz' }],
    k: 1,
    zeugen: [{ key: zeuge.key, name: 'Zeuge Wurzen', betreiber: 'Stadt Wurzen', intern: true }],
    siegelwurzeln: [ca.certificate],
    zeitwurzeln: [ca.certificate],
    crls: [],
    ocsps: [],
  };
  return { krypto, ca, tsa, siegel, log, zeuge, stempel, seal, anker };
}

export type Welt = Awaited<ReturnType<typeof baueWelt>>;

/** An event that names these bytes as a document. */
export function mitDokument(krypto: Krypto, name: string, bytes: Uint8Array): Ereignis['docs'] {
  return [
    {
      name,
      len: bytes.length,
      mime: 'application/pdf',
      sha256: hex(krypto.sha256(bytes)),
      sha512: hex(krypto.sha512(bytes)),
    },
  ];
}

/** Logs a chain of events (n and prev are set here), cosigned by the witnesses; other leaves lie around them. */
export async function protokolliere(
  { krypto, log, zeuge }: Welt,
  ereignisse: readonly Partial<Ereignis>[],
  zeugen: readonly NoteSigner[] = [zeuge],
): Promise<BuendelInhalt['ereignisse']> {
  let prev: string | null = null;
  const chain = ereignisse.map((statt, i) => {
    const event = beispielEreignis({ n: i + 1, prev, ...statt });
    const salt = krypto.random(32);
    const c = ereignisC(krypto.sha256, salt, event);
    prev = hex(c);
    return { event, salt, c };
  });
  const fremd = () => krypto.random(32);
  const blaetter = [fremd(), ...chain.flatMap(({ c }) => [c, fremd()])];
  const knoten = new Map<string, Uint8Array>();
  const hole: HoleKnoten = async (orte) => orte.map((o) => knoten.get(`${o.ebene}/${o.index}`) ?? new Uint8Array());
  const { wurzel, groesse, knoten: neu } = await appendLeaves(krypto.sha256, 0, hole, blaetter);
  for (const k of neu) knoten.set(`${k.ebene}/${k.index}`, k.hash);
  const checkpoint = await signCheckpoint(krypto, log, { origin: ORIGIN, groesse, wurzel });
  const cosignatures = await Promise.all(
    zeugen.map(async (signer) => {
      const jetzt = HEUTE.getTime() / 1000;
      const anfrage = { oldSize: 0, proof: [], checkpoint };
      const zeugnis = await bezeuge({ krypto, signer, logs: [log.key], jetzt }, null, anfrage);
      if (!zeugnis.ok) throw new Error(zeugnis.meldung);
      return zeugnis.cosignature;
    }),
  );
  return Promise.all(
    chain.map(async ({ event, salt }, i) => {
      const index = 2 * i + 1;
      const proof = await inclusionProof(krypto.sha256, index, groesse, hole);
      return {
        event: rfc8785(event),
        salt,
        tlogProof: formatTlogProof({ index, proof, checkpoint: checkpoint + cosignatures.join('') }),
      };
    }),
  );
}

/** The log stamp: an evidence record over the checkpoint of these proofs, one of several that one stamp covers. */
export async function zeitstemple(
  { krypto, stempel }: Pick<Welt, 'krypto' | 'stempel'>,
  ereignisse: BuendelInhalt['ereignisse'],
): Promise<NonNullable<BuendelInhalt['protokollzeit']>> {
  const stand = parseTlogProof(ereignisse[0]?.tlogProof ?? '')?.gelesen.note.text ?? '';
  const daten = [
    [krypto.sha256(utf8(stand))],
    [krypto.sha256(utf8('anderes Protokoll'))],
    [krypto.sha256(utf8('drittes'))],
  ];
  const [evidenceRecord] = await createEvidenceRecords({ krypto, hash: 'sha256', daten, stempel });
  if (!evidenceRecord) throw new Error('kein Beweisdatensatz');
  return [{ stand, evidenceRecord }];
}

/** A good bundle: application received, certificate issued and sealed, access recorded. */
export async function gutesBuendel(welt: Welt): Promise<BuendelInhalt> {
  const { krypto, log, zeuge, siegel, tsa } = welt;
  const pdf = await welt.seal('Empfangsbescheinigung');
  const ereignisse = await protokolliere(welt, [
    {},
    {
      kind: 'bescheinigung.erteilt',
      at: '2026-03-05T11:59:00.000Z',
      docs: mitDokument(krypto, 'Empfangsbescheinigung Größe.pdf', pdf),
      data: { dokument: 'd-1', titel: 'Empfangsbescheinigung' },
    },
    {
      kind: 'bekanntgabe.bereitgestellt',
      at: '2026-03-05T11:59:00.000Z',
      data: { zustellung: 'z-1', dokument: 'd-1', weg: 'postfach', am: '2026-03-05', verwaltungsakt: false },
    },
    {
      kind: 'bekanntgabe.abgerufen',
      at: '2026-03-05T11:59:30.000Z',
      data: { zustellung: 'z-1', am: '2026-03-05', zugang: '2026-03-05' },
    },
  ]);
  return {
    dokumente: [{ name: 'Empfangsbescheinigung Größe.pdf', mime: 'application/pdf', bytes: pdf }],
    ereignisse,
    policy: formatPolicy(policyOf([log.key], [zeuge.key], 1)),
    zertifikate: [siegel.certificate, tsa.certificate],
    protokollzeit: await zeitstemple(welt, ereignisse),
    angaben: {
      aktenzeichen: 'TW-2026-000123',
      koerperschaft: 'Gemeinde Thallwitz',
      hinweise: ['Nur zum Üben.'],
      test: true,
    },
  };
}
