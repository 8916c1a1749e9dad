import { localDateOf } from '@rathausverbund/fristen';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { meldungOf } from '../../../base/meldungen/index.ts';
import { hatRolle } from '../../../konten/index.ts';
import {
  type Datensatz,
  gibFrei,
  jahresbericht,
  LIZENZ,
  type OffeneTafel,
  type Quartal,
  readDatensaetze,
  readJahr,
  readVorschau,
  VERDECKT,
  vergangene,
  zieheZurueck,
} from '../../../steuerung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  Aufklappen,
  Fehlerliste,
  Hinweis,
  Knoepfe,
  Knopf,
  KnopfLink,
  Marke,
  Tabelle,
  VersteckteFelder,
} from '../../komponenten/index.ts';
import { eingabe, frage } from '../../personal/anfrage.ts';
import { heuteOf, tagText } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { sendePdf } from '../pdf.ts';
import { darfHinein, Rahmen, sende, sendeVerboten } from '../rahmen.tsx';
import { monatText } from '../zahlen.ts';

const WEG = '/steuerung/daten';
/** So many ended quarters are offered. */
const QUARTALE = 6;
const darf = (kraft: Kraft) => hatRolle(kraft.rollen, 'leitung', '*');

interface Zeile {
  quartal: Quartal;
  frei: Datensatz | undefined;
  tafel: OffeneTafel;
}

async function lade(deps: SeitenDeps, kraft: Kraft): Promise<Zeile[]> {
  const quartale = vergangene(heuteOf(deps.protokoll.uhr), QUARTALE);
  return deps.db.transaktion(lesekontext(kraft), async (tx) => {
    const [alle, tafeln] = await Promise.all([
      readDatensaetze(tx),
      Promise.all(quartale.map((q) => readVorschau(tx, kraft.stelle, q))),
    ]);
    return quartale.flatMap((quartal, i) => {
      const frei = alle.find((d) => d.koerperschaft === kraft.stelle && d.quartal === quartal.name);
      const tafel = frei?.inhalt ?? tafeln[i];
      return tafel ? [{ quartal, frei, tafel }] : [];
    });
  });
}

/** GET /steuerung/daten: each ended quarter as it would be or is released, and the yearly report. */
export async function zeigeDaten(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfHinein(kraft, 'daten')) return sendeVerboten(deps, kraft, antwort);
  const zeilen = await lade(deps, kraft);
  return sende(antwort, <Seite deps={deps} kraft={kraft} zeilen={zeilen} getan={frage(anfrage, 'getan')} />);
}

/** POST: releases a quarter, or takes it back. */
export async function aendereDaten(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darf(kraft)) return sendeVerboten(deps, kraft, antwort);
  const [quartal, ja] = [eingabe(anfrage, 'quartal'), eingabe(anfrage, 'aktion') === 'freigeben'];
  const e = ja ? await gibFrei(deps, kraft, quartal) : await zieheZurueck(deps, kraft, quartal);
  if (e.ok) return antwort.redirect(`${WEG}?getan=${ja ? 'frei' : 'zurueck'}`, 303);
  const m = meldungOf(deps.t, e);
  const zeilen = await lade(deps, kraft);
  return sende(antwort, <Seite deps={deps} kraft={kraft} zeilen={zeilen} getan="" fehler={m.text} />, m.status);
}

/** GET /steuerung/daten/jahresbericht.pdf?jahr=2026 */
export async function sendeJahresbericht(
  deps: SeitenDeps,
  kraft: Kraft,
  anfrage: FastifyRequest,
  antwort: FastifyReply,
) {
  if (!darfHinein(kraft, 'daten')) return sendeVerboten(deps, kraft, antwort);
  const heute = heuteOf(deps.protokoll.uhr);
  const dieses = Number(heute.slice(0, 4));
  const wunsch = Number(frage(anfrage, 'jahr'));
  const jahr = Number.isInteger(wunsch) && wunsch > 2000 && wunsch <= dieses ? wunsch : dieses;
  const daten = await deps.db.transaktion(lesekontext(kraft), (tx) => readJahr(tx, kraft.stelle, jahr, heute));
  const namen = {
    leistung: (l: string) => deps.katalog.name(l),
    haus: (id: string) => deps.verzeichnis.byId(id)?.name ?? '',
  };
  return sendePdf(deps, kraft, antwort, jahresbericht(daten, namen), `jahresbericht-${jahr}.pdf`);
}

type SeiteProps = { deps: SeitenDeps; kraft: Kraft; zeilen: readonly Zeile[]; getan: string; fehler?: string };

function Seite({ deps, kraft, zeilen, getan, fehler }: SeiteProps) {
  const { t } = deps;
  const titel = t('offenedaten.titel');
  const jahr = Number(heuteOf(deps.protokoll.uhr).slice(0, 4));
  const hatEtwas = (z: Zeile) => z.frei !== undefined || z.tafel.zeilen.length > 0;
  const [voll, leer] = [zeilen.filter(hatEtwas), zeilen.filter((z) => !hatEtwas(z))];
  return (
    <Rahmen deps={deps} kraft={kraft} bereich="daten" titel={titel} fehler={fehler !== undefined}>
      <Fehlerliste t={t} fehler={fehler ? [{ meldung: fehler }] : []} />
      <h1>{titel}</h1>
      {getan === 'frei' && <Hinweis t={t} ton="success" titel={t('offenedaten.getanFrei')} />}
      {getan === 'zurueck' && <Hinweis t={t} ton="success" titel={t('offenedaten.getanZurueck')} />}
      <p>{t('offenedaten.einleitung', { lizenz: LIZENZ.name })}</p>
      <p>
        <a href="/daten">{t('offenedaten.oeffentlich')}</a>
      </p>
      {voll.map((z) => (
        <QuartalAbschnitt deps={deps} z={z} darf={darf(kraft)} />
      ))}
      {leer.length > 0 && (
        <p>{t('offenedaten.ohne', { quartale: leer.map((z) => quartalText(t, z.quartal.name)).join(', ') })}</p>
      )}
      <section class="haus-abstand">
        <h2>{t('offenedaten.bericht')}</h2>
        <p>{t('offenedaten.berichtText')}</p>
        <Knoepfe>
          {[jahr, jahr - 1].map((j) => (
            <KnopfLink weg={`${WEG}/jahresbericht.pdf?jahr=${j}`} herunterladen>
              {t('offenedaten.berichtJahr', { jahr: j })}
            </KnopfLink>
          ))}
        </Knoepfe>
      </section>
    </Rahmen>
  );
}

function QuartalAbschnitt({ deps, z, darf: duerfen }: { deps: SeitenDeps; z: Zeile; darf: boolean }) {
  const { t } = deps;
  const { quartal, frei, tafel } = z;
  const name = quartalText(t, quartal.name);
  return (
    <section class="haus-abstand" aria-labelledby={`q-${quartal.name}`}>
      <h2 id={`q-${quartal.name}`}>
        {name} <Marke ton={frei ? 'success' : 'info'}>{t(frei ? 'offenedaten.frei' : 'offenedaten.nichtFrei')}</Marke>
      </h2>
      <Aufklappen titel={t(frei ? 'offenedaten.inhalt' : 'offenedaten.vorschau')}>
        <Tafel deps={deps} id={quartal.name} tafel={tafel} />
      </Aufklappen>
      {frei && (
        <p>{t('offenedaten.seit', { tag: tagText(localDateOf(frei.freigegeben.getTime(), 'Europe/Berlin')) })}</p>
      )}
      {duerfen && (
        <form method="post" action={WEG}>
          <VersteckteFelder felder={{ quartal: quartal.name }} />
          <Knoepfe>
            <Knopf name="aktion" wert={frei ? 'zurueckziehen' : 'freigeben'} rang={frei ? 'tertiary' : 'secondary'}>
              {t(frei ? 'offenedaten.zurueckziehen' : 'offenedaten.freigeben')}
              <span class="kern-sr-only">: {name}</span>
            </Knopf>
          </Knoepfe>
        </form>
      )}
    </section>
  );
}

/** A table as it is published: hidden counts are marked, sums last. */
export function Tafel({
  deps: { t, katalog },
  id,
  tafel,
}: {
  deps: Pick<SeitenDeps, 't' | 'katalog'>;
  id: string;
  tafel: OffeneTafel;
}) {
  return (
    <Tabelle
      id={`tafel-${id}`}
      titel={t('offenedaten.tafel')}
      titelVersteckt
      dicht
      spalten={[
        { titel: t('offenedaten.leistung'), zeilenkopf: true },
        ...tafel.spalten.map((m) => ({ titel: monatText(m), zahl: true as const })),
        { titel: t('offenedaten.summe'), zahl: true },
      ]}
      zeilen={tafel.werte.map((z, i) => ({
        zellen: [
          tafel.zeilen[i] === undefined ? t('offenedaten.summe') : katalog.name(tafel.zeilen[i]),
          ...z.map((w) => (w === null ? <span title={t('offenedaten.verdeckt')}>{VERDECKT}</span> : String(w))),
        ],
      }))}
    />
  );
}

export const quartalText = (t: SeitenDeps['t'], quartal: string): string =>
  t('offenedaten.quartal', { nr: quartal.slice(6), jahr: quartal.slice(0, 4) });
