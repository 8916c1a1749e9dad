import { deflateSync, zipSync } from 'fflate';
import { type BuendelInhalt, checkpointDatei, ORT } from '../buendel/inhalt.ts';
import { formatManifest, MANIFEST } from '../buendel/manifest.ts';
import { writeBundle } from '../buendel/write.ts';
import { concat, utf8 } from '../bytes.ts';
import { tausche } from './tausche.ts';
import type { Welt } from './welt.ts';

const MB = 1024 * 1024;
const latin1 = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
const wiederhole = (text: string, bytes: number) => text.repeat(Math.floor(bytes / text.length));

/** Files made to crash, stall or fill a verifier, by what they do. None of them holds. */
export async function angriffe(welt: Welt, inhalt: BuendelInhalt): Promise<Map<string, Uint8Array>> {
  const gut = await writeBundle(inhalt, welt);
  return new Map([...zips(gut), ...pdfs(), ...(await stuecke(welt, inhalt, gut))]);
}

function zips(gut: Uint8Array): [string, Uint8Array][] {
  const nullen = new Uint8Array(60 * MB);
  const viele = Object.fromEntries(Array.from({ length: 65_535 }, (_, i) => [`f${i}`, new Uint8Array()]));
  const eocd = gut.length - 22;
  const directory = new DataView(gut.buffer, gut.byteOffset).getUint32(eocd + 16, true);
  const mit = (aendere: (v: DataView) => void) => {
    const kopie = gut.slice();
    aendere(new DataView(kopie.buffer));
    return kopie;
  };
  const bombe = zipSync({ mimetype: nullen });
  const luege = bombe.slice();
  const v = new DataView(luege.buffer);
  for (const at of [22, v.getUint32(luege.length - 6, true) + 24]) v.setUint32(at, 1000, true);
  return [
    ['zip-bombe', bombe],
    ['zip-bombe-luegt', luege],
    ['zip-knapp-erlaubt', zipSync({ mimetype: [nullen, { level: 0 }] }).subarray(0, 24 * MB)],
    ['zip-65535-eintraege', zipSync(viele, { level: 0 })],
    ['zip-ueberlappend', mit((x) => x.setUint32(directory + 46 + 8 + 42, 0, true))],
    ['zip-groesse-4gb', mit((x) => x.setUint32(directory + 24, 0xffffffff, true))],
    ['zip64', mit((x) => x.setUint32(eocd + 16, 0xffffffff, true))],
    ['zip-datenbeschreibung', mit((x) => x.setUint16(directory + 8, 8, true))],
    ['zip-davor', concat(utf8('%PDF-1.7\n'), gut)],
    ['zip-danach', concat(gut, utf8('%%EOF'))],
    ['zip-doppelt', concat(gut, gut)],
  ];
}

/** A file of one state with these objects; `trailer` completes its dictionary. */
function pdf(objekte: readonly string[], trailer = '/Root 1 0 R'): Uint8Array {
  let text = '%PDF-1.7\n';
  const rows = objekte.map((body, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const size = objekte.length + 1;
  return latin1(
    `${text}xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}trailer\n<< /Size ${size} ${trailer} >>\nstartxref\n${text.length}\n%%EOF\n`,
  );
}

const KATALOG = '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [3 0 R] >> >>';
const SEITEN = '<< /Type /Pages /Kids [] /Count 0 >>';
const FELD = '<< /FT /Sig /T (a) /V 4 0 R >>';
const mitBereich = (rest: string) => `<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] ${rest} >>`;

function pdfs(): [string, Uint8Array][] {
  const strom = (kopf: string, daten: Uint8Array) =>
    concat(
      latin1(`<< ${kopf} /Filter /FlateDecode /Length ${daten.length} >>\nstream\n`),
      daten,
      latin1('\nendstream'),
    );
  const bombe = deflateSync(new Uint8Array(70 * MB), { level: 6 });
  const zlib = concat(Uint8Array.of(0x78, 0x9c), bombe, Uint8Array.of(0, 0, 0, 1));
  const xrefStrom = (kopf: string) => {
    const start = '%PDF-1.7\n1 0 obj\n';
    const koerper = strom(`/Type /XRef /Size 9 /Root 1 0 R /W [1 2 1] ${kopf}`, zlib);
    return concat(latin1(start), koerper, latin1(`\nendobj\nstartxref\n9\n%%EOF\n`));
  };
  const kette = Array.from({ length: 60_000 }, (_, i) => `<< /T (x) /Kids [${i + 4} 0 R] >>`);
  const mitFeld = (wert: string) => pdf([KATALOG, SEITEN, FELD, mitBereich(`/Contents ${wert}`)]);
  const schleife = latin1(
    '%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF\n',
  );
  return [
    ['pdf-schleife', schleife],
    ['pdf-laenge', pdf([KATALOG, '<< /Length 99999999999 >>\nstream\nx\nendstream'])],
    ['pdf-laenge-im-kreis', pdf([KATALOG, '<< /Length 2 0 R >>\nstream\nx\nendstream'])],
    ['pdf-verweise-im-kreis', pdf(['2 0 R', '1 0 R'])],
    ['pdf-tief', pdf([KATALOG, wiederhole('[', 5 * MB)])],
    ['pdf-tiefe-woerterbuecher', pdf([KATALOG, wiederhole('<</a ', 5 * MB)])],
    ['pdf-felderkette', pdf([KATALOG, SEITEN, ...kette])],
    ['pdf-langer-hextext', mitFeld(`<${wiederhole('30', 20 * MB)}>`)],
    ['pdf-langer-text', mitFeld(`(${wiederhole('()', 20 * MB)})`)],
    ['pdf-lange-liste', mitFeld(`<00> /L [${wiederhole('1 0 R ', 20 * MB)}]`)],
    ['pdf-langer-name', mitFeld(`<00> /${wiederhole('a', 20 * MB)} 1`)],
    ['pdf-kommentar', concat(latin1('%PDF-1.7\n'), latin1(wiederhole('% x\n', 20 * MB)), pdf([KATALOG]))],
    ['pdf-viele-objekte', concat(latin1(wiederhole('1 0 obj ', 20 * MB)), pdf([KATALOG]))],
    ['pdf-leerraum', concat(pdf([KATALOG]), latin1(wiederhole(' ', 20 * MB)))],
    [
      'pdf-ziffern-und-leerraum',
      pdf([KATALOG, `(${wiederhole('1 ', 100)})${wiederhole(`1${' '.repeat(5000)}`, 10 * MB)}`]),
    ],
    ['pdf-strombombe', xrefStrom('/Index [0 8388607]')],
    ['pdf-strombombe-viele', xrefStrom(`/Index [${wiederhole('0 1 ', MB)}]`)],
    [
      'pdf-tabelle',
      latin1(`%PDF-1.7\nxref\n0 999999999\n${wiederhole('0000000009 00000 n \n', 20 * MB)}startxref\n9\n%%EOF\n`),
    ],
  ];
}

/** Deep, endless, broken: what no reader of DER may follow blindly. */
const der = {
  tief: latin1(wiederhole('\x30\x80', 4 * MB)),
  lang: concat(Uint8Array.of(0x30, 0x84, 0x7f, 0xff, 0xff, 0xff), new Uint8Array(4 * MB)),
  breit: concat(Uint8Array.of(0x30, 0x83, 0x40, 0x00, 0x00), latin1(wiederhole('\x05\x00', 4 * MB))),
};

/** A good bundle in which single files are exchanged; the manifest fits, as anybody can write it. */
async function stuecke(welt: Welt, inhalt: BuendelInhalt, gut: Uint8Array): Promise<[string, Uint8Array][]> {
  const ohne = await writeBundle({ ...inhalt, protokollzeit: undefined }, { krypto: welt.krypto });
  const mit = (name: string, bytes: Uint8Array, von = ohne) => tausche(welt.krypto, von, new Map([[name, bytes]]));
  const ereignis = (text: string) => mit(ORT.ereignisse, utf8(`${text}\n`));
  const beweis = inhalt.ereignisse[0]?.tlogProof ?? '';
  const checkpoint = beweis.slice(beweis.indexOf('\n\n') + 2);
  const zeile = '— zeuge.example/w1 AAAAAAAAAAAAAAAA\n';
  return [
    ['json-tief', ereignis(wiederhole('[', 20 * MB))],
    ['json-tief-knapp', ereignis(wiederhole('{"a":', 500_000))],
    ['json-lang', ereignis(`"${wiederhole('a', 20 * MB)}"`)],
    ['json-breit', ereignis(`[${wiederhole('1,', 500_000)}1]`)],
    ['ereignisse-leerzeilen', mit(ORT.ereignisse, utf8(wiederhole('\n', 20 * MB)))],
    ['salze-lang', mit(ORT.salze, utf8(`${wiederhole('AAAA', 20 * MB)}\n`))],
    ['beweis-lang', mit(ORT.beweise, utf8(`${wiederhole('0001 1 ', 20 * MB)}\n`))],
    ['beweis-viele-zeilen', mit(ORT.beweise, utf8(wiederhole('0001 1\n', 20 * MB)))],
    ['konsistenz-viele-zeilen', mit(ORT.konsistenz, utf8(wiederhole('0001 0001\n', 20 * MB)))],
    ['stand-million-unterschriften', mit(checkpointDatei('0001'), utf8(checkpoint + zeile.repeat(600_000)))],
    ['stand-viele-unterschriften', mit(checkpointDatei('0001'), utf8(checkpoint + zeile.repeat(10_000)))],
    ['stand-leerzeilen', mit(checkpointDatei('0001'), utf8(wiederhole('\n', 500_000)))],
    ['alt-json-tief', einzeln(welt, ohne, wiederhole('[', 20 * MB), beweis)],
    ['alt-beweis-lang', einzeln(welt, ohne, '{}', wiederhole('c2sp.org/tlog-proof@v1\n', 20 * MB))],
    ['alt-beweis-viele-zeilen', einzeln(welt, ohne, '{}', beweis + wiederhole(zeile, 500_000))],
    ['pem-muell', mit('zertifikate/kette.pem', utf8(wiederhole('-----BEGIN CERTIFICATE-----\nAAAA\n', 20 * MB)))],
    ['pem-lang', mit('zertifikate/kette.pem', utf8(`-----BEGIN CERTIFICATE-----${wiederhole('A ', 20 * MB)}`))],
    ['zertifikat-tief', mit('zertifikate/kette.pem', der.tief.subarray(0, 1_000_000))],
    ['stempel-tief', mit('META-INF/timestamp.tst', der.tief, gut)],
    ['stempel-lang', mit('META-INF/timestamp.tst', der.lang, gut)],
    ['stempel-breit', mit('META-INF/timestamp.tst', der.breit, gut)],
    ['beweisdatensatz-tief', mit('META-INF/evidencerecord0001.ers', der.tief, gut)],
    ['beweisdatensatz-breit', mit('META-INF/evidencerecord0001.ers', der.breit, gut)],
    ['sperrliste-tief', mit('zertifikate/sperrlisten/0001.crl', der.tief)],
    ['manifest-lang', mit(MANIFEST, utf8(wiederhole('<asic:DataObjectReference URI="" MimeType="">', 20 * MB)))],
    ['manifest-viele-verweise', mit(MANIFEST, vieleVerweise())],
  ];
}

/** The same as a bundle of the first kind: three files for the one event. */
function einzeln({ krypto }: Welt, von: Uint8Array, event: string, beweis: string): Uint8Array {
  const weg = [ORT.ereignisse, ORT.salze, ORT.beweise, checkpointDatei('0001')].map((name) => [name, null] as const);
  const da = { json: utf8(event), salt: new Uint8Array(32), 'tlog-proof': utf8(beweis) };
  const neu = Object.entries(da).map(([endung, bytes]) => [`ereignisse/0001.${endung}`, bytes] as const);
  return tausche(krypto, von, new Map<string, Uint8Array | null>([...weg, ...neu]));
}

function vieleVerweise(): Uint8Array {
  const sha256 = new Uint8Array(32);
  const verweise = Array.from({ length: 15_000 }, (_, i) => ({ name: `dokumente/${i}`, mime: 'text/plain', sha256 }));
  return utf8(formatManifest({ verweise, gestempelt: false }));
}
