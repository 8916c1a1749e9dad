import type { Grund, Krypto } from '@rathausverbund/siegel';
import { FASSUNG, neuereFassung } from '../buendel/fassung.ts';
import { readZip } from '../buendel/zip.ts';
import { fromUtf8 } from '../bytes.ts';
import type { Anker } from './anker.ts';
import { pruefeAnleitung } from './anleitung.ts';
import { beilagenOf, KEINE, pruefeBeilagen } from './beilagen.ts';
import { type Buendel, zerlege } from './buendel.ts';
import { pruefeDokumente } from './dokumente.ts';
import { type GelesenesEreignis, pruefeBlatt, pruefeKette } from './ereignisse.ts';
import { type EreigniszeitFrage, gesichertSeit, pruefeEreigniszeit, type Standzeit } from './ereigniszeit.ts';
import { type Befund, befund, type Pruefergebnis, urteile } from './ergebnis.ts';
import { GRENZEN } from './grenzen.ts';
import { hinweise } from './hinweise.ts';
import { pruefeProtokoll } from './protokoll.ts';
import { pruefeProtokollzeit } from './protokollzeit.ts';
import { sauber } from './sauber.ts';
import { isPdf, isReadable, pruefeSiegel, type SiegelAntwort } from './siegel.ts';
import { pruefeSpaltung } from './spaltung.ts';
import { pruefeStempel } from './stempel.ts';
import { type Gesehen, zeilen } from './zeilen.ts';

export interface PruefeOptions {
  readonly krypto: Krypto;
  /** Trusted keys and certificates. Never taken from the file itself; without them only integrity is judged. */
  readonly anker?: Anker;
  readonly jetzt: Date;
}

/**
 * Judges a bundle (`.asice`) or a single sealed PDF, without network. Answers for any bytes; what is neither, or is
 * broken as an archive, is `unlesbar`.
 *
 *     const ergebnis = await pruefe(bytes, { anker, krypto: nodeKrypto, jetzt: new Date() });
 *     if (ergebnis.ok) console.log(ergebnis.verdikt, ergebnis.lines);
 */
export async function pruefe(bytes: Uint8Array, { krypto, anker, jetzt }: PruefeOptions): Promise<Pruefergebnis> {
  if (bytes.length > GRENZEN.datei) return { ok: false, code: 'unlesbar', meldung: GRENZEN.zuGross };
  if (isPdf(bytes)) return pruefePdf(krypto, anker ?? null, bytes, jetzt);
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b)
    return unlesbar('Die Datei ist weder ein Nachweisbündel noch ein PDF-Dokument.');
  const zip = readZip(bytes);
  if (!zip.ok) return unlesbar(zip.meldung);
  if (zip.entries.filter((e) => isPdf(e.bytes)).length > GRENZEN.pdfs)
    return unlesbar(`Das Archiv enthält mehr als ${GRENZEN.pdfs} PDF-Dokumente.`);
  const neuer = neuereFassung(krypto.sha256, new Map(zip.entries.map((e) => [e.name, e.bytes])));
  if (neuer !== null) return veraltet(neuer);
  const buendel = zerlege(krypto, zip.entries);
  return buendel
    ? pruefeBuendel(krypto, anker ?? null, buendel, jetzt)
    : unlesbar('Das Archiv ist kein Nachweisbündel.');
}

async function pruefePdf(krypto: Krypto, anker: Anker | null, bytes: Uint8Array, jetzt: Date): Promise<Pruefergebnis> {
  const siegel = await pruefeSiegel(krypto, anker, 'Das Dokument', bytes, jetzt, KEINE);
  if (!isReadable(siegel.urteil)) return unlesbar('Das PDF-Dokument ist beschädigt.');
  const bezeugung = await pruefeProtokoll(krypto, anker, [], jetzt);
  const ohne =
    siegel.befunde.length === 0
      ? [befund('unversehrt', 'cannot be decided', 'siegel.fehlt', 'Das Dokument trägt kein Siegel.')]
      : [];
  const befunde = [...siegel.befunde, ...ohne, ...bezeugung.befunde];
  return ergebnis('pdf', anker, befunde, [], {
    dokumente: ['(PDF)'],
    siegel: [siegel],
    ereignisse: [],
    bezeugung,
    stempel: { urteil: null, befunde: [] },
    standzeiten: [],
    seit: new Map(),
  });
}

async function pruefeBuendel(
  krypto: Krypto,
  anker: Anker | null,
  buendel: Buendel,
  jetzt: Date,
): Promise<Pruefergebnis> {
  const befunde: Befund[] = [...buendel.befunde, ...pruefeBeilagen(krypto, buendel)];
  const ereignisse: GelesenesEreignis[] = [];
  for (const dateien of buendel.ereignisse) {
    const blatt = pruefeBlatt(krypto, dateien);
    if (blatt.ok) ereignisse.push(blatt.gelesen);
    else befunde.push(blatt.befund);
  }
  const dokumente = pruefeDokumente(krypto, buendel.dokumente, ereignisse);
  const beiliegend = pruefeAnleitung(buendel);
  befunde.push(
    ...pruefeKette(ereignisse),
    ...pruefeSpaltung(krypto, ereignisse, buendel.konsistenz),
    ...dokumente.befunde,
    ...beiliegend.befunde,
  );
  const beilagen = beilagenOf(buendel);
  const siegel: SiegelAntwort[] = [];
  for (const { name, bytes } of buendel.dokumente)
    if (isPdf(bytes)) siegel.push(await pruefeSiegel(krypto, anker, name, bytes, jetzt, beilagen));
  const bezeugung = await pruefeProtokoll(krypto, anker, ereignisse, jetzt);
  const standzeiten: Standzeit[] = [];
  for (const protokollzeit of buendel.protokollzeiten) {
    const stand = fromUtf8(protokollzeit.stand) ?? '';
    const davon = ereignisse.filter((e) => e.proof.gelesen.note.text === stand);
    const f = { krypto, anker, protokollzeit, beilagen, ereignisse: davon, jetzt };
    standzeiten.push({ stand, antwort: await pruefeProtokollzeit(f) });
  }
  const stempel = await pruefeStempel({
    krypto,
    anker,
    manifest: buendel.manifest,
    token: buendel.token,
    beilagen,
    ereignisse,
    jetzt,
    getragen: isGetragen(ereignisse, standzeiten),
  });
  const zeiten = { anker, ereignisse, bezeugung, standzeiten, stempel };
  const seit = gesichertSeit(zeiten);
  befunde.push(
    ...siegel.flatMap((s) => s.befunde),
    ...bezeugung.befunde,
    ...stempel.befunde,
    ...standzeiten.flatMap((s) => s.antwort.befunde),
    ...ohneBeweisdatensatz(siegel, zeiten),
    ...pruefeEreigniszeit(zeiten, seit),
  );
  const { namen } = dokumente;
  const gesehen = { dokumente: namen, siegel, ereignisse, bezeugung, stempel, standzeiten, seit };
  return ergebnis('buendel', anker, befunde, beiliegend.hinweise, gesehen);
}

/** Does an evidence record that holds carry the time of every event? */
const isGetragen = (ereignisse: readonly GelesenesEreignis[], standzeiten: readonly Standzeit[]): boolean =>
  ereignisse.length > 0 &&
  ereignisse.every((e) =>
    standzeiten.some(({ stand, antwort }) => stand === e.proof.gelesen.note.text && antwort.urteil?.zeit === 'holds'),
  );

/** On what the time of events rests that no evidence record covers: such a bundle was fetched before the next log stamp. */
function ohneBeweisdatensatz(
  siegel: readonly SiegelAntwort[],
  { ereignisse, standzeiten, stempel }: EreigniszeitFrage,
): Befund[] {
  const offen = ereignisse.filter((e) => standzeiten.every((s) => s.stand !== e.proof.gelesen.note.text));
  if (offen.length === 0 && standzeiten.length > 0) return [];
  const ab = standzeiten.length > 0 ? ` ab Ereignis ${Math.min(...offen.map((e) => e.ereignis.n))}` : '';
  if (stempel.urteil?.ok)
    return [
      befund(
        'zeit',
        stempel.urteil.vertrauen,
        'protokollzeit.fehlt',
        `Ein Zeitstempel über das Protokoll liegt${ab} nicht bei; die Zeit stützt sich auf den Zeitstempel über das Bündel.`,
      ),
    ];
  if (stempel.urteil) return [];
  if (siegel.some((s) => s.urteil.zeit === 'holds')) {
    return [
      befund(
        'zeit',
        'holds',
        'stempel.nur-dokument',
        `Die Zeit stützt sich${ab} auf den Zeitstempel im Dokument; Bündel und Protokoll tragen keinen.`,
      ),
    ];
  }
  const fehlt = ab ? `Über das Protokoll liegt${ab} kein Zeitstempel bei.` : 'Dem Bündel liegt kein Zeitstempel bei.';
  return [befund('zeit', 'cannot be decided', 'stempel.fehlt', fehlt)];
}

function ergebnis(
  art: 'buendel' | 'pdf',
  anker: Anker | null,
  befunde: readonly Befund[],
  zuDateien: readonly Grund[],
  gesehen: Omit<Gesehen, 'unversehrt'>,
): Pruefergebnis {
  const urteil = urteile(befunde);
  const { stempel, standzeiten, siegel, ereignisse, bezeugung } = gesehen;
  const test =
    anker?.test === true ||
    (stempel.urteil?.ok === true && stempel.urteil.test) ||
    standzeiten.some((s) => s.antwort.urteil?.test === true) ||
    siegel.some((s) => s.urteil.unterschriften.some((u) => u.test));
  return {
    ok: true,
    art,
    ...urteil,
    test,
    hinweise: hinweise(anker, test, ereignisse, bezeugung, zuDateien).map((h) => ({
      ...h,
      meldung: sauber(h.meldung),
    })),
    lines: zeilen({ ...gesehen, unversehrt: urteil.unversehrt.antwort }).map(sauber),
  };
}

const veraltet = (fassung: number): Pruefergebnis => ({
  ok: false,
  code: 'pruefung.veraltet',
  meldung: `Nicht zu entscheiden: Diese Prüfung ist älter als das Bündel. Es hat Fassung ${fassung}, sie kennt die Fassungen bis ${FASSUNG}. Holen Sie die neuere Prüfseite (pruefen.html) oder das neuere Programm (pruefen.mjs) dort, wo Sie auch die Anker herhaben, und prüfen Sie noch einmal.`,
});

function unlesbar(meldung: string): Pruefergebnis {
  return { ok: false, code: 'unlesbar', meldung: sauber(`Die Datei kann nicht gelesen werden. ${meldung}`) };
}
