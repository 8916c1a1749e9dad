import { localDateOf, parseLocalDate } from '@rathausverbund/fristen';
import { type Ablehnung, ablehnen, stelleEin, type Tx, uuidv7 } from '../base/index.ts';
import type { Handelnder, Protokoll } from '../nachweise/index.ts';
import { type Gesperrt, handle } from '../vorgaenge/index.ts';
import { fiktion, type Weg } from './model.ts';

export interface Zustellung {
  id: string;
  dokument: string;
  titel: string;
  weg: Weg;
  verwaltungsakt: boolean;
  empfaenger: { zeilen: string[] };
  bereitgestellt: Date | null;
  benachrichtigt: Date | null;
  abgerufen: Date | null;
  versandt: string | null;
  bekanntgabeAm: string | null;
  rechtsbehelfBis: string | null;
  regel: { text: string; norm: string } | null;
}

const BERLIN = 'Europe/Berlin';

/**
 * Hands a document out: into the mailbox of an account (provision now, notification by mail the same day), else as a letter
 * into the print queue, where a person enters the posting day. Only a Verwaltungsakt has a fiction day and a remedy period.
 */
export async function stelleBereit(
  tx: Tx,
  p: Protokoll,
  g: Gesperrt,
  actor: Handelnder,
  d: {
    dokument: string;
    titel: string;
    weg: Weg;
    verwaltungsakt: boolean;
    regelwerk: 'vwvfg' | 'ao';
    empfaenger: { zeilen: string[] };
    fuerBuerger: boolean;
    email: string | null;
  },
): Promise<{ ok: true; gesperrt: Gesperrt } | Ablehnung> {
  const jetzt = p.uhr.jetzt();
  const tag = localDateOf(jetzt, BERLIN);
  const id = uuidv7(jetzt);
  const f = d.verwaltungsakt && d.weg === 'postfach' ? fiktion(d.regelwerk, d.weg, tag) : null;
  if (f && !f.ok) return f;
  const b = f?.bekanntgabe ?? null;
  const e = await handle(
    tx,
    p,
    g,
    {
      art: 'bereitstellen',
      zustellung: id,
      dokument: d.dokument,
      weg: d.weg,
      am: tag,
      verwaltungsakt: d.verwaltungsakt,
      empfaenger: d.empfaenger.zeilen,
      bekanntgabe: b,
    },
    actor,
  );
  if (!e.ok) return e;
  const { koerperschaft, leistung, id: vorgang, buerger } = g.vorgang;
  await tx.fuehreAus(
    `insert into bekanntgabe.zustellung (koerperschaft, leistung, vorgang, id, dokument, titel, weg, verwaltungsakt, empfaenger, buerger, bereitgestellt, bekanntgabe_am, rechtsbehelf_bis, regel, angelegt)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, case when $7 = 'postfach' then to_timestamp($11 / 1000.0) end, $12, $13, $14, to_timestamp($11 / 1000.0))`,
    [
      koerperschaft,
      leistung,
      vorgang,
      id,
      d.dokument,
      d.titel,
      d.weg,
      d.verwaltungsakt,
      JSON.stringify(d.empfaenger),
      d.fuerBuerger ? buerger : null,
      jetzt,
      b?.tag ?? null,
      b?.rechtsbehelfBis ?? null,
      b ? JSON.stringify({ text: b.regel, norm: b.norm }) : null,
    ],
  );
  if (d.weg === 'postfach' && d.email)
    stelleEin(tx, p.uhr, {
      art: 'bekanntgabe.benachrichtigen',
      koerperschaft,
      bezug: vorgang,
      angaben: { zustellung: id },
    });
  return e;
}

/** The citizen opened it in the mailbox: recorded once, as evidence. Under VwVfG and AO the fiction day stays what it was. */
export async function rufeAb(tx: Tx, p: Protokoll, g: Gesperrt, actor: Handelnder, zustellung: string) {
  const jetzt = p.uhr.jetzt();
  const e = await handle(
    tx,
    p,
    g,
    { art: 'abrufen', zustellung, am: localDateOf(jetzt, BERLIN), bekanntgabe: null },
    actor,
  );
  if (!e.ok) return e;
  await tx.fuehreAus(
    'update bekanntgabe.zustellung set abgerufen = to_timestamp($4 / 1000.0) where koerperschaft = $1 and vorgang = $2 and id = $3',
    [g.vorgang.koerperschaft, g.vorgang.id, zustellung, jetzt],
  );
  return e;
}

/** The clerk posted the letter: the posting day starts the fiction. Not before the letter was made, not in the future. */
export async function versende(
  tx: Tx,
  p: Protokoll,
  g: Gesperrt,
  actor: Handelnder,
  zustellung: string,
  person: string,
  tagText: string,
  regelwerk: 'vwvfg' | 'ao',
) {
  const tag = parseLocalDate(tagText);
  const z = await tx.eine<{ angelegt: Date; verwaltungsakt: boolean }>(
    `select angelegt, verwaltungsakt from bekanntgabe.zustellung where koerperschaft = $1 and vorgang = $2 and id = $3 and weg = 'brief'`,
    [g.vorgang.koerperschaft, g.vorgang.id, zustellung],
  );
  if (!z) return ablehnen('zustellung.unbekannt');
  if (!tag) return ablehnen('zustellung.tag-ungueltig');
  if (tag < localDateOf(z.angelegt.getTime(), BERLIN)) return ablehnen('zustellung.tag-zu-frueh');
  if (tag > localDateOf(p.uhr.jetzt(), BERLIN)) return ablehnen('zustellung.tag-zukunft');
  const f = z.verwaltungsakt ? fiktion(regelwerk, 'brief', tag) : null;
  if (f && !f.ok) return f;
  const b = f?.bekanntgabe ?? null;
  const e = await handle(tx, p, g, { art: 'versenden', zustellung, person, tag, bekanntgabe: b }, actor);
  if (!e.ok) return e;
  await tx.fuehreAus(
    `update bekanntgabe.zustellung set versandt = $4, bekanntgabe_am = $5, rechtsbehelf_bis = $6, regel = $7 where koerperschaft = $1 and vorgang = $2 and id = $3`,
    [
      g.vorgang.koerperschaft,
      g.vorgang.id,
      zustellung,
      tag,
      b?.tag ?? null,
      b?.rechtsbehelfBis ?? null,
      b ? JSON.stringify({ text: b.regel, norm: b.norm }) : null,
    ],
  );
  return e;
}

const SPALTEN = `id, dokument, titel, weg, verwaltungsakt, empfaenger, bereitgestellt, benachrichtigt, abgerufen, versandt::text,
  bekanntgabe_am::text as "bekanntgabeAm", rechtsbehelf_bis::text as "rechtsbehelfBis", regel`;

export function readZustellungen(tx: Tx, koerperschaft: string, vorgang: string): Promise<Zustellung[]> {
  return tx.zeilen<Zustellung & Record<string, unknown>>(
    `select ${SPALTEN} from bekanntgabe.zustellung where koerperschaft = $1 and vorgang = $2 order by angelegt`,
    [koerperschaft, vorgang],
  );
}

/** "Zu versenden": letters of the Stelle's own and served bodies that nobody has posted yet. */
export function readDruckliste(tx: Tx) {
  return tx.zeilen<
    Zustellung &
      Record<string, unknown> & {
        koerperschaft: string;
        vorgang: string;
        aktenzeichen: string;
        leistung: string;
        bearbeitendeStelle: string;
      }
  >(
    `select z.koerperschaft, z.vorgang, z.leistung, v.aktenzeichen, v.bearbeitende_stelle as "bearbeitendeStelle", z.id, z.dokument, z.titel, z.weg, z.verwaltungsakt, z.empfaenger
     from bekanntgabe.zustellung z join vorgaenge.kopf v on v.koerperschaft = z.koerperschaft and v.id = z.vorgang
     where z.weg = 'brief' and z.versandt is null order by z.angelegt limit 500`,
  );
}
