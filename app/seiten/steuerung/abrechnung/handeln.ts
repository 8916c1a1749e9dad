import { JAHRESAUSGLEICH } from '@rathausverbund/kosten';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AbrechnungDeps, berichtige, bestreite, erkenneAn, stelle } from '../../../abrechnung/index.ts';
import { type Ergebnis, isUuid } from '../../../base/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { eingabe } from '../../personal/anfrage.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { sendeEinzeln, sendeUnbekannt } from './einzeln.tsx';
import { statementWeg } from './form.ts';
import { sendeListe } from './liste.tsx';
import { versuchAus } from './versuch.ts';
import { mitNamen } from './wo.ts';

export const abrechnungDeps = ({ db, protokoll, verzeichnis }: SeitenDeps): AbrechnungDeps => ({
  db,
  protokoll,
  verzeichnis,
});

interface Ziel {
  vereinbarung: string;
  jahr: number;
  perioden: number[];
}

function liesZiel(anfrage: FastifyRequest): Ziel | null {
  const [vereinbarung, jahr, perioden] = ['vereinbarung', 'jahr', 'perioden'].map((n) => eingabe(anfrage, n));
  if (!isUuid(vereinbarung) || !/^20\d\d$/.test(jahr ?? '') || !/^\d{1,2}(,\d{1,2}){0,11}$/.test(perioden ?? ''))
    return null;
  const zahlen = (perioden ?? '').split(',').map(Number);
  if (zahlen.some((p) => p < 1 || p > JAHRESAUSGLEICH)) return null;
  return { vereinbarung, jahr: Number(jahr), perioden: zahlen };
}

type Tat = (d: AbrechnungDeps, kraft: Kraft, z: Ziel, anfrage: FastifyRequest, deps: SeitenDeps) => Promise<Ergebnis>;

/**
 * One step of the form of a statement; its page comes back, also with why not: what was typed stays, nothing is half done.
 * @param formular its name on the page @param felder its visible fields
 */
export const handle =
  (formular: string, felder: readonly string[], tat: Tat) =>
  async (deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) => {
    const ziel = liesZiel(anfrage);
    if (!ziel) return sendeUnbekannt(deps, kraft, antwort);
    const e = await tat(abrechnungDeps(deps), kraft, ziel, anfrage, deps);
    const g = { vereinbarung: ziel.vereinbarung, jahr: ziel.jahr, periode: ziel.perioden[0] ?? JAHRESAUSGLEICH };
    if (e.ok) return antwort.redirect(`${statementWeg(g.vereinbarung, g.jahr, g.periode)}?getan=1`, 303);
    const { versuch, status } = versuchAus(deps.t, anfrage, formular, felder, mitNamen(deps, e));
    return sendeEinzeln(deps, kraft, antwort, g, { versuch }, status);
  };

/** POST /steuerung/abrechnung/stellen */
export async function stelleAbrechnung(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const ziel = liesZiel(anfrage);
  if (!ziel) return sendeUnbekannt(deps, kraft, antwort);
  const e = await stelle(abrechnungDeps(deps), kraft, ziel);
  if (e.ok) return antwort.redirect(`/steuerung/abrechnung?jahr=${ziel.jahr}&getan=1`, 303);
  const { versuch, status } = versuchAus(deps.t, anfrage, `stellen-${ziel.vereinbarung}`, [], mitNamen(deps, e));
  // it has buttons and no field: the summary leads to them
  return sendeListe(deps, kraft, antwort, ziel.jahr, { versuch: { ...versuch, feld: 'perioden' } }, status);
}

const eine = ({ vereinbarung, jahr, perioden }: Ziel) => ({ vereinbarung, jahr, periode: perioden[0] ?? 0 });

/** POST /steuerung/abrechnung/anerkennen */
export const erkenneAbrechnungAn = handle('anerkennen', [], (d, kraft, z) => erkenneAn(d, kraft, z));
/** POST /steuerung/abrechnung/bestreiten */
export const bestreiteZeile = handle('bestreiten', ['zeile', 'grund'], (d, kraft, z, anfrage) => {
  const zeile = Number(eingabe(anfrage, 'zeile') || Number.NaN);
  return bestreite(d, kraft, eine(z), { zeile, grund: eingabe(anfrage, 'grund') });
});
/** POST /steuerung/abrechnung/berichtigen */
export const berichtigeAbrechnung = handle('berichtigen', ['grund'], (d, kraft, z, anfrage) =>
  berichtige(d, kraft, eine(z), eingabe(anfrage, 'grund')),
);
