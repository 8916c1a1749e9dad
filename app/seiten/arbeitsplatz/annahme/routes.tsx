import { type Antworten, parseSchritt } from '@rathausverbund/formular';
import { addDays, parseLocalDate } from '@rathausverbund/fristen';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUuid } from '../../../base/index.ts';
import { meldungOf } from '../../../base/meldungen/index.ts';
import { istAnordnungsbefugt, type Rolle } from '../../../konten/index.ts';
import { erteileAnnahme, readAnnahmen, widerrufeAnnahme } from '../../../zahlungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { eingabe } from '../../personal/anfrage.ts';
import { heuteOf } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { sende, sendeVerboten } from '../rahmen.tsx';
import { annahmeFormular } from './formular.ts';
import { AnnahmeSeite, type Lage, type Versuch } from './seite.tsx';

/** Who has to do with the Kasse of the house, or checks it. */
const SICHT: readonly Rolle[] = ['anordnung', 'leitung', 'kasse', 'pruefung'];

export const darfAnnahmenSehen = (kraft: Kraft): boolean => kraft.rollen.some((r) => SICHT.includes(r.rolle));

async function lade(deps: SeitenDeps, kraft: Kraft): Promise<Lage> {
  const tag = heuteOf(deps.protokoll.uhr);
  return deps.db.transaktion(lesekontext(kraft), async (tx) => {
    const leistungen: Lage['leistungen'][number][] = [];
    for (const { schluessel, angaben } of deps.katalog.leistungen)
      if (
        await istAnordnungsbefugt(tx, {
          koerperschaft: kraft.stelle,
          mitarbeiter: kraft.person,
          leistung: schluessel,
          tag,
        })
      )
        leistungen.push({ schluessel, name: angaben.name });
    return { anordnungen: await readAnnahmen(tx, kraft.stelle), leistungen, heute: tag };
  });
}

/** GET /arbeitsplatz/annahmeanordnungen: what the Kasse of her house takes without a single order, and the form for a new one. */
export async function zeigeAnnahmen(deps: SeitenDeps, kraft: Kraft, _anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfAnnahmenSehen(kraft)) return sendeVerboten(deps, kraft, antwort);
  return sende(antwort, <AnnahmeSeite deps={deps} kraft={kraft} lage={await lade(deps, kraft)} />);
}

/** POST: a new order, or (`widerrufen` names one) the end of one. */
export async function aendereAnnahmen(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfAnnahmenSehen(kraft)) return sendeVerboten(deps, kraft, antwort);
  const zeige = async (
    status: number,
    mehr: { versuch?: Versuch; meldung?: string; getan?: 'erteilt' | 'widerrufen' },
  ) => sende(antwort, <AnnahmeSeite deps={deps} kraft={kraft} lage={await lade(deps, kraft)} {...mehr} />, status);
  const id = eingabe(anfrage, 'widerrufen');
  if (id !== '') {
    const r = isUuid(id)
      ? await widerrufeAnnahme(deps, kraft, id)
      : ({ ok: false, grund: 'annahmeanordnung.unbekannt' } as const);
    if (r.ok) return zeige(200, { getan: 'widerrufen' });
    const m = meldungOf(deps.t, r);
    return zeige(m.status, { meldung: m.text });
  }
  const { leistungen, heute } = await lade(deps, kraft);
  const body = (typeof anfrage.body === 'object' && anfrage.body !== null ? anfrage.body : {}) as Record<
    string,
    string
  >;
  const e = parseSchritt(annahmeFormular(deps.t, leistungen, heute), 'annahme', body, {}, heute);
  const versuch: Versuch = { antworten: e.antworten, roh: e.roh, fehler: e.fehler };
  if (e.fehler.length > 0) return zeige(422, { versuch });
  const r = await erteileAnnahme(deps, kraft, antragOf(e.antworten));
  if (r.ok) return zeige(200, { getan: 'erteilt' });
  const m = meldungOf(deps.t, r);
  return zeige(m.status, { versuch, meldung: m.text });
}

function antragOf(a: Antworten) {
  const text = (name: string) => String(a[name] ?? '');
  const letzter = parseLocalDate(text('letzterTag'));
  return {
    leistung: text('leistung'),
    hoechstbetrag: Number(a['hoechstbetrag']),
    ab: text('ab'),
    bis: letzter ? addDays(letzter, 1) : null,
    dienstanweisung: text('dienstanweisung'),
  };
}
