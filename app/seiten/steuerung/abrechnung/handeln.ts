import { JAHRESAUSGLEICH } from '@rathausverbund/kosten';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AbrechnungDeps, berichtige, bestreite, erkenneAn, stelle } from '../../../abrechnung/index.ts';
import { type Ergebnis, isUuid } from '../../../base/index.ts';
import { meldungOf } from '../../../base/meldungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { eingabe, mitFrage } from '../../personal/anfrage.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { sendeMeldung } from '../rahmen.tsx';
import { sendeUnbekannt } from './einzeln.tsx';
import { statementWeg } from './form.ts';

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

/** Does one step and answers with the statement, or with why not; nothing is half done. */
export const handle =
  (tat: Tat, danach: 'liste' | 'einzeln') =>
  async (deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) => {
    const ziel = liesZiel(anfrage);
    if (!ziel) return sendeUnbekannt(deps, kraft, antwort);
    const e = await tat(abrechnungDeps(deps), kraft, ziel, anfrage, deps);
    return antworte(deps, kraft, antwort, e, wegNach(ziel, danach));
  };

const wegNach = ({ vereinbarung, jahr, perioden }: Ziel, danach: 'liste' | 'einzeln'): string =>
  danach === 'liste'
    ? `/steuerung/abrechnung?jahr=${jahr}`
    : statementWeg(vereinbarung, jahr, perioden[0] ?? JAHRESAUSGLEICH);

export function antworte(deps: SeitenDeps, kraft: Kraft, antwort: FastifyReply, e: Ergebnis, weg: string) {
  if (!e.ok) return sendeMeldung(deps, kraft, antwort, { titel: deps.t('abrechnung.nicht'), ...meldungOf(deps.t, e) });
  return antwort.redirect(mitFrage(weg, 'getan', '1'), 303);
}

const eine = ({ vereinbarung, jahr, perioden }: Ziel) => ({ vereinbarung, jahr, periode: perioden[0] ?? 0 });

/** POST /steuerung/abrechnung/stellen */
export const stelleAbrechnung = handle((d, kraft, z) => stelle(d, kraft, z), 'liste');
/** POST /steuerung/abrechnung/anerkennen */
export const erkenneAbrechnungAn = handle((d, kraft, z) => erkenneAn(d, kraft, z), 'einzeln');
/** POST /steuerung/abrechnung/bestreiten */
export const bestreiteZeile = handle((d, kraft, z, anfrage) => {
  const zeile = Number(eingabe(anfrage, 'zeile') || Number.NaN);
  return bestreite(d, kraft, eine(z), { zeile, grund: eingabe(anfrage, 'grund') });
}, 'einzeln');
/** POST /steuerung/abrechnung/berichtigen */
export const berichtigeAbrechnung = handle(
  (d, kraft, z, anfrage) => berichtige(d, kraft, eine(z), eingabe(anfrage, 'grund')),
  'einzeln',
);
