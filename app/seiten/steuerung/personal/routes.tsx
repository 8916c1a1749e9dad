import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Ablehnung } from '../../../base/index.ts';
import { meldungOf } from '../../../base/meldungen/index.ts';
import * as steuerung from '../../../steuerung/index.ts';
import { readRegeln } from '../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import type { Versuch } from '../../komponenten/index.ts';
import { eingabe, eins, frage, param } from '../../personal/anfrage.ts';
import { heuteOf } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { darfHinein, sende, sendeMeldung, sendeVerboten } from '../rahmen.tsx';
import { darfAendern, WEG } from './felder.tsx';
import { PersonSeite } from './person.tsx';
import { PersonalSeite } from './seite.tsx';

type Felder = steuerung.Felder;
type Ergebnis = Promise<{ ok: true; id?: string } | Ablehnung>;
type Tat = (deps: SeitenDeps, kraft: Kraft, f: Felder, id: string) => Ergebnis;

const leistungenOf = (deps: SeitenDeps) => deps.katalog.leistungen.map((l) => l.schluessel);

/** One form each, and what it asks for; its name is the field `was`. */
interface Form {
  felder: readonly string[];
  tue: Tat;
}
const ANGABEN = ['name', 'funktion', 'telefon'];
const IM_HAUS: Readonly<Record<string, Form>> = {
  aufnehmen: { felder: ['kennung', ...ANGABEN], tue: (d, k, f) => steuerung.nimmAuf(d, k, f) },
  ernennen: {
    felder: ['wer', 'leistung', 'ab', 'letzter', 'verfuegung'],
    tue: (d, k, f) => steuerung.ernenne(d, k, f, leistungenOf(d)),
  },
  widerrufen: { felder: ['mitarbeiter', 'leistung'], tue: (d, k, f) => steuerung.widerrufeBefugnis(d, k, f) },
};
const AN_PERSON: Readonly<Record<string, Form>> = {
  angaben: { felder: ANGABEN, tue: (d, k, f, id) => steuerung.berichtigePerson(d, k, id, f) },
  geben: {
    felder: ['rolle', 'leistung'],
    tue: (d, k, f, id) => steuerung.gibPersonRolle(d, k, id, f, leistungenOf(d)),
  },
  nehmen: { felder: ['rolle', 'leistung'], tue: (d, k, f, id) => steuerung.nimmPersonRolle(d, k, id, f) },
  ausscheiden: { felder: [], tue: (d, k, _f, id) => steuerung.scheideAus(d, k, id) },
  wieder: { felder: [], tue: (d, k, _f, id) => steuerung.nimmZurueck(d, k, id) },
};

/** GET /steuerung/personal: who works here with what right, and who orders into the Kasse. */
export async function zeigePersonal(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfHinein(kraft, 'personal')) return sendeVerboten(deps, kraft, antwort);
  return zeigeHaus(deps, kraft, antwort, { getan: frage(anfrage, 'getan') !== '' });
}

/** GET /steuerung/personal/:mitarbeiter */
export async function zeigePerson(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  return zeigeEine(deps, kraft, antwort, param(anfrage, 'mitarbeiter'), { getan: frage(anfrage, 'getan') !== '' });
}

/** POST /steuerung/personal: takes a person in, appoints, or takes an appointment back. */
export async function aenderePersonal(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const form = formOf(IM_HAUS, anfrage);
  if (!darfAendern(kraft) || !form) return sendeVerboten(deps, kraft, antwort);
  const felder = felderOf(anfrage.body, form.felder);
  const e = await form.tue(deps, kraft, felder, '');
  if (e.ok) return antwort.redirect(`${WEG}${e.id ? `/${e.id}` : ''}?getan=ja`, 303);
  return abgelehnt(deps, kraft, antwort, e, { was: form.was, felder }, (v, status) =>
    zeigeHaus(deps, kraft, antwort, { versuch: v }, status),
  );
}

/** POST /steuerung/personal/:mitarbeiter: her roles, what she is called, her leaving. */
export async function aenderePerson(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const id = param(anfrage, 'mitarbeiter');
  const wer = await steuerung.readPerson(deps, kraft, id);
  if (!wer.ok) return sendeNein(deps, kraft, antwort, wer);
  const form = formOf(AN_PERSON, anfrage);
  if (!darfAendern(kraft) || !form) return sendeVerboten(deps, kraft, antwort);
  const felder = felderOf(anfrage.body, form.felder);
  const e = await form.tue(deps, kraft, felder, id);
  if (e.ok) return antwort.redirect(`${WEG}/${id}?getan=ja`, 303);
  return abgelehnt(deps, kraft, antwort, e, { was: form.was, felder }, (v, status) =>
    zeigeEine(deps, kraft, antwort, id, { versuch: v }, status),
  );
}

function formOf(formen: Readonly<Record<string, Form>>, anfrage: FastifyRequest) {
  const was = eingabe(anfrage, 'was');
  const form = Object.hasOwn(formen, was) ? formen[was] : undefined;
  return form && { was, ...form };
}

/** Texts of a form as they were typed. */
const felderOf = (koerper: unknown, namen: readonly string[]): Felder =>
  Object.fromEntries(namen.map((n) => [n, eins(koerper, n).slice(0, 600)]));

/** A refusal beside its field, where it names one; else it is the whole answer. */
function abgelehnt(
  deps: SeitenDeps,
  kraft: Kraft,
  antwort: FastifyReply,
  e: Ablehnung,
  { was, felder }: { was: string; felder: Felder },
  zeige: (versuch: Versuch, status: number) => Promise<unknown>,
): Promise<unknown> | FastifyReply {
  const m = meldungOf(deps.t, e);
  const feld = e.angaben?.['feld'];
  if (feld === undefined) return sendeNein(deps, kraft, antwort, e);
  return zeige({ formular: was, werte: felder, meldung: m.text, feld }, m.status);
}

const sendeNein = (deps: SeitenDeps, kraft: Kraft, antwort: FastifyReply, e: Ablehnung) =>
  sendeMeldung(deps, kraft, antwort, { titel: deps.t('personal.titel'), ...meldungOf(deps.t, e) });

type Mehr = { versuch?: Versuch; getan?: boolean };

async function zeigeHaus(deps: SeitenDeps, kraft: Kraft, antwort: FastifyReply, mehr: Mehr, status = 200) {
  const stand = await steuerung.readPersonalstand(deps, kraft);
  const heute = heuteOf(deps.protokoll.uhr);
  // what the own house does: what it took over, and what it has given to nobody
  const regeln = (await deps.db.transaktion(lesekontext(kraft), readRegeln)).filter(
    (r) => r.ab !== null && r.ab <= heute && (r.bis === null || heute < r.bis),
  );
  const eingeteilt = (l: string) =>
    stand.personal.some((m) =>
      m.rollen.some((r) => r.rolle === 'sachbearbeitung' && (r.leistung === l || r.leistung === '*')),
    );
  const unbesetzt = deps.katalog.leistungen.filter(({ schluessel: l }) => {
    const hier = regeln.some((r) => r.an === kraft.stelle && r.leistung === l);
    const woanders = regeln.some((r) => r.von === kraft.stelle && r.leistung === l);
    return (hier || !woanders) && !eingeteilt(l);
  });
  return sende(
    antwort,
    <PersonalSeite {...{ deps, kraft, stand, heute, unbesetzt: unbesetzt.map((l) => l.angaben.name), ...mehr }} />,
    status,
  );
}

async function zeigeEine(deps: SeitenDeps, kraft: Kraft, antwort: FastifyReply, id: string, mehr: Mehr, status = 200) {
  const r = await steuerung.readPerson(deps, kraft, id);
  if (!r.ok) return sendeNein(deps, kraft, antwort, r);
  if (!darfHinein(kraft, 'personal')) return sendeVerboten(deps, kraft, antwort);
  return sende(antwort, <PersonSeite {...{ deps, kraft, m: r.person, ...mehr }} />, status);
}
