import type { LocalDate } from '@rathausverbund/fristen';
import type { Tx } from '../base/index.ts';
import { type Merkmal, readMerkmale } from '../kommunen/index.ts';
import type { Regel } from './model.ts';
import { readGesetz, readRegelnVon } from './queries.ts';
import { rechtsaufsicht } from './vertrag/aufsicht.ts';
import type { Nachbarschaft } from './vertrag/folgen.ts';
import { type Inhalt, SEITEN, type Vertragsseite } from './vertrag/inhalt.ts';
import type { Umfeld } from './vertrag/pruefung.ts';

export type Parteien = Record<Vertragsseite, string>;

/** The world around an agreement, read once: who its parties are on a day, and which rules stand beside it. */
export interface Umgebung {
  namen: Record<Vertragsseite, string>;
  kurznamen: Record<Vertragsseite, string>;
  aufsicht: string;
  umfeld(seite: Vertragsseite): Umfeld;
  nachbarschaft: Nachbarschaft;
}

const gilt = (m: Merkmal, tag: string) => (m.ab === null || m.ab <= tag) && (m.bis === null || tag < m.bis);

/** @returns undefined when a party is in no register at all */
export async function readUmgebung(
  tx: Tx,
  parteien: Parteien,
  id: string,
  heute: LocalDate,
): Promise<Umgebung | undefined> {
  const merkmale = await readMerkmale(tx, [parteien.auftraggeber, parteien.auftragnehmer]);
  const von = (seite: Vertragsseite) => merkmale.filter((m) => m.koerperschaft === parteien[seite]);
  // the register has a day of its own: before it, the oldest entry answers
  const jetzt = (seite: Vertragsseite) => von(seite).find((m) => gilt(m, heute)) ?? von(seite)[0];
  const [a, b] = [jetzt('auftraggeber'), jetzt('auftragnehmer')];
  if (!a || !b) return undefined;
  const gesetz = await readGesetz(tx, parteien.auftraggeber);
  const andere = (await readRegelnVon(tx, parteien.auftraggeber)).filter((r) => r.vereinbarung !== id);
  const aktive = await tx.zeilen<{ id: string }>('select id from kommunen.aktive');
  const da = new Set(aktive.map((x) => x.id));
  const aufsicht = rechtsaufsicht(a, b);
  return {
    namen: { auftraggeber: a.name, auftragnehmer: b.name },
    kurznamen: { auftraggeber: a.kurzname, auftragnehmer: b.kurzname },
    aufsicht,
    umfeld: (seite) => ({
      seite,
      heute,
      aufsicht,
      untergegangen: (i) => SEITEN.map((s) => untergang(von(s), i, heute)).find((n) => n !== null) ?? null,
      gesetz: (i) => deckt(gesetz, i),
    }),
    nachbarschaft: { regeln: [...gesetz, ...andere], aktiv: (k) => da.has(k), heute, ort: a.kurzname },
  };
}

/** Has this body ended before the agreement's first day, or within its days? */
function untergang(merkmale: readonly Merkmal[], i: Inhalt, heute: string): string | null {
  const letztes = merkmale.at(-1);
  if (!letztes || letztes.bis === null) return null;
  const erster = i.ab !== null && i.ab > heute ? i.ab : heute;
  return letztes.bis <= erster || i.bis === null || letztes.bis < i.bis ? letztes.name : null;
}

/** A statutory relation that answers on one of the agreement's days. */
const deckt = (gesetz: readonly Regel[], i: Inhalt): string | null =>
  gesetz.find((g) => (i.bis === null || (g.ab ?? '') < i.bis) && (g.bis === null || (i.ab ?? '') < g.bis))?.titel ??
  null;

/** A party that becomes part of another body, and from when on: then nobody acts under the agreement any more. Null = both stay. */
export async function readAufgehen(
  tx: Tx,
  parteien: Parteien,
): Promise<{ koerperschaft: string; nachfolger: string; ab: string; name: string } | null> {
  const zeilen = await tx.zeilen<{ koerperschaft: string; nachfolger: string; ab: string }>(
    `select koerperschaft, nachfolger, ab::text as ab from kommunen.rechtsnachfolge where koerperschaft = any($1) order by ab limit 1`,
    [[parteien.auftraggeber, parteien.auftragnehmer]],
  );
  const [z] = zeilen;
  if (!z) return null;
  const merkmale = await readMerkmale(tx, [z.koerperschaft]);
  return { ...z, name: merkmale.at(-1)?.name ?? '' };
}

/** Who approves an agreement of these parties; empty when one is in no register. */
export async function readAufsicht(tx: Tx, parteien: Parteien, heute: LocalDate): Promise<string> {
  return (await readUmgebung(tx, parteien, '', heute))?.aufsicht ?? '';
}
