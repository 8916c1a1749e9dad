import type { Grund, UnterschriftUrteil } from '../urteil.ts';
import { checkPath, findPath } from '../x509/pfad.ts';
import type { Zertifikat } from '../x509/zertifikat.ts';
import { type Lage, onlyFile } from './lage.ts';

/** One certificate a signature rests on: the signer's, or that of the authority of its stamp. */
export interface Glied {
  readonly blatt: Zertifikat;
  readonly mehr: readonly Zertifikat[];
  readonly zeit: Date;
}

/** A judged signature with what its level depends on. */
export interface Geurteilt {
  readonly urteil: UnterschriftUrteil;
  readonly stand: number;
  readonly glieder: readonly Glied[];
}

/** A document time stamp that stands, as far as the anchors let us say. */
const proves = (g: Geurteilt): boolean =>
  g.urteil.art === 'zeitstempel' && g.urteil.unversehrt === 'holds' && g.urteil.zeitgueltig !== 'does not hold';

/** Whether certificates and revocation data in the file, up to a state, cover the chain below its top. */
async function covered(l: Lage, glied: Glied, bis: number): Promise<boolean> {
  const u = onlyFile(l, bis, glied.mehr);
  const found = await findPath(u, glied.blatt, glied.mehr, glied.zeit);
  if (!found.ok) return false;
  const urteil = await checkPath(u, found.pfad, glied.zeit, null);
  return urteil.ok ? urteil.sperrung.every((s) => s.status !== 'unbekannt') : urteil.code === 'x509.gesperrt';
}

async function allCovered(l: Lage, g: Geurteilt, bis: number): Promise<boolean> {
  for (const glied of g.glieder) if (!(await covered(l, glied, bis))) return false;
  return g.glieder.length > 0;
}

const UNVOLLSTAENDIG: Grund = {
  code: 'pdf.nachweise-unvollstaendig',
  meldung: 'Die in der PDF-Datei abgelegten Nachweise decken nicht die ganze Kette von Unterschrift und Zeitstempel.',
};

/**
 * The level a signature really has (ETSI EN 319 142-1 6): B-T with a stamp, B-LT when the file's own data answer for every
 * certificate of the signature and of its stamp, B-LTA when they lie under a later document time stamp.
 */
async function level(l: Lage, g: Geurteilt, alle: readonly Geurteilt[]): Promise<UnterschriftUrteil['niveau']> {
  const { unversehrt, zeitQuelle, zeitgueltig } = g.urteil;
  if (unversehrt !== 'holds') return 'keines';
  if (zeitQuelle !== 'zeitstempel' || zeitgueltig === 'does not hold') return 'B-B';
  if (l.sperrdaten.length + l.zertifikate.length === 0) return 'B-T';
  const spaeter = alle.filter((x) => x.stand > g.stand && proves(x)).at(-1);
  if (spaeter && (await allCovered(l, g, spaeter.stand))) return 'B-LTA';
  return (await allCovered(l, g, Infinity)) ? 'B-LT' : 'B-T';
}

/** Sets the level; says so when there are proofs in the file and they do not suffice. */
export async function withLevel(l: Lage, g: Geurteilt, alle: readonly Geurteilt[]): Promise<UnterschriftUrteil> {
  const niveau = await level(l, g, alle);
  const nachweise = l.sperrdaten.length + l.zertifikate.length > 0;
  const luecke = niveau === 'B-T' && nachweise && g.urteil.art !== 'zeitstempel' ? [UNVOLLSTAENDIG] : [];
  return { ...g.urteil, niveau, gruende: [...g.urteil.gruende, ...luecke] };
}
