import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { XmlElement } from '@rathausverbund/xoev';
import { libxmlParser } from '@rathausverbund/xoev/node';

/** Saxon-HE as Debian's package libsaxonhe-java lays it; the rules are XSLT 2. */
const SAXON = '/usr/share/java/Saxon-HE.jar';
/** Longest time for one set of rules on one invoice, in milliseconds. */
const HOECHSTZEIT = 60_000;

/**
 * Compiled Schematron rules (XSLT giving SVRL, as CEN and KoSIT publish them: `…UBL….xsl`, `…CII….xsl`) in a folder; or why there are
 * none to run.
 */
export function regelwerke(ordner: string): string[] | string {
  const dateien = existsSync(ordner) ? readdirSync(ordner).filter((n) => /(?:UBL|CII).*\.xslt?$/.test(n)) : [];
  if (dateien.length === 0) return `keine Regeldateien in ${ordner}`;
  if (!existsSync(SAXON) || spawnSync('java', ['-version']).error)
    return 'java oder libsaxonhe-java ist nicht installiert';
  return dateien.map((n) => join(ordner, n));
}

/** What the rule files for the syntax of this invoice assert and do not find, without mere warnings. */
export function pruefeSchematron(xml: string, werke: readonly string[]): string[] {
  const syntax = xml.includes('CrossIndustryInvoice') ? 'CII' : 'UBL';
  return werke.filter((w) => w.includes(syntax)).flatMap((werk) => laufe(xml, werk));
}

function laufe(xml: string, werk: string): string[] {
  const ordner = mkdtempSync(join(tmpdir(), 'rv-schematron-'));
  try {
    const datei = join(ordner, 'rechnung.xml');
    writeFileSync(datei, xml);
    const lauf = spawnSync('java', ['-cp', SAXON, 'net.sf.saxon.Transform', `-s:${datei}`, `-xsl:${werk}`], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      timeout: HOECHSTZEIT,
    });
    if (lauf.status !== 0) throw new Error(`Saxon: ${lauf.stderr}`);
    const bericht = libxmlParser.parse(new TextEncoder().encode(lauf.stdout));
    if (!bericht.ok) throw new Error(bericht.meldung);
    return verstoesse(bericht.wurzel);
  } finally {
    rmSync(ordner, { recursive: true });
  }
}

const wert = (e: XmlElement, name: string) => e.attribute.find((a) => a.name === name)?.wert;

const verstoesse = (svrl: XmlElement): string[] =>
  svrl.kinder
    .filter((k) => k.name === 'failed-assert' && !['warning', 'information'].includes(wert(k, 'flag') ?? ''))
    .map((k) => k.kinder.find((t) => t.name === 'text')?.text.trim() ?? wert(k, 'id') ?? 'ohne Text');
