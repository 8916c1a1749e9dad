import { formatEuro } from '@rathausverbund/kosten';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { meldungOf } from '../../../base/meldungen/index.ts';
import { hatRolle } from '../../../konten/index.ts';
import {
  GRUPPEN,
  type Gruppe,
  type Vergleichswert,
  vergleiche,
  widerrufe,
  willigeEin,
} from '../../../steuerung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  Fehlerliste,
  Hinweis,
  Knoepfe,
  Knopf,
  LeererZustand,
  Tabelle,
  VersteckteFelder,
} from '../../komponenten/index.ts';
import { eingabe, frage } from '../../personal/anfrage.ts';
import { tagText, wann } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { darfHinein, Rahmen, sende, sendeVerboten } from '../rahmen.tsx';
import { dauer, zahl } from '../zahlen.ts';

const WEG = '/steuerung/vergleich';
const darf = (kraft: Kraft) => hatRolle(kraft.rollen, 'leitung', '*');
type Offen = Awaited<ReturnType<typeof vergleiche>>;

const wir = (deps: SeitenDeps, kraft: Kraft) => ({
  person: kraft.person,
  stelle: kraft.stelle,
  einwohner: deps.verzeichnis.byId(kraft.stelle)?.einwohner ?? 1,
});

/** GET /steuerung/vergleich: per group of figures the consent, and the figures of those who consented. */
export async function zeigeVergleich(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfHinein(kraft, 'vergleich')) return sendeVerboten(deps, kraft, antwort);
  const offen = await vergleiche(deps, wir(deps, kraft));
  return sende(antwort, <Seite deps={deps} kraft={kraft} offen={offen} getan={frage(anfrage, 'getan')} />);
}

/** POST: gives or takes back the consent of the own body for one group. */
export async function aendereVergleich(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darf(kraft)) return sendeVerboten(deps, kraft, antwort);
  const [gruppe, ja] = [eingabe(anfrage, 'gruppe'), eingabe(anfrage, 'aktion') === 'einwilligen'];
  const e = ja ? await willigeEin(deps, wir(deps, kraft), gruppe) : await widerrufe(deps, kraft, gruppe);
  if (e.ok) return antwort.redirect(`${WEG}?getan=${ja ? 'ja' : 'nein'}`, 303);
  const offen = await vergleiche(deps, wir(deps, kraft));
  const m = meldungOf(deps.t, e);
  return sende(antwort, <Seite deps={deps} kraft={kraft} offen={offen} getan="" fehler={m.text} />, m.status);
}

type SeiteProps = { deps: SeitenDeps; kraft: Kraft; offen: Offen; getan: string; fehler?: string };

function Seite({ deps, kraft, offen, getan, fehler }: SeiteProps) {
  const { t } = deps;
  const titel = t('vergleichen.titel');
  return (
    <Rahmen deps={deps} kraft={kraft} bereich="vergleich" titel={titel} fehler={fehler !== undefined}>
      <Fehlerliste t={t} fehler={fehler ? [{ meldung: fehler }] : []} />
      <h1>{titel}</h1>
      {getan === 'ja' && <Hinweis t={t} ton="success" titel={t('vergleichen.getanJa')} />}
      {getan === 'nein' && <Hinweis t={t} ton="success" titel={t('vergleichen.getanNein')} />}
      <p>{t('vergleichen.einleitung')}</p>
      {GRUPPEN.map((g) => (
        <GruppeAbschnitt deps={deps} gruppe={g} da={offen.get(g)} stelle={kraft.stelle} darf={darf(kraft)} />
      ))}
    </Rahmen>
  );
}

type AbschnittProps = {
  deps: SeitenDeps;
  gruppe: Gruppe;
  da: { seit: Date; werte: Vergleichswert[] } | undefined;
  stelle: string;
  darf: boolean;
};

function GruppeAbschnitt({ deps, gruppe, da, stelle, darf: duerfen }: AbschnittProps) {
  const { t } = deps;
  const name = t(`vergleichen.gruppe.${gruppe}`);
  return (
    <section class="haus-abstand" aria-labelledby={`gruppe-${gruppe}`}>
      <h2 id={`gruppe-${gruppe}`}>{name}</h2>
      <p>{t(`vergleichen.inhalt.${gruppe}`)}</p>
      {da === undefined ? (
        <LeererZustand titel={t('vergleichen.ohne')} />
      ) : da.werte.length === 0 ? (
        <LeererZustand titel={t('vergleichen.leer')} />
      ) : (
        <Werte deps={deps} gruppe={gruppe} werte={da.werte} stelle={stelle} />
      )}
      {da && <p>{t('vergleichen.seit', { wann: wann(t, da.seit) })}</p>}
      {duerfen && (
        <form method="post" action={WEG}>
          <VersteckteFelder felder={{ gruppe }} />
          <Knoepfe>
            <Knopf name="aktion" wert={da ? 'widerrufen' : 'einwilligen'} rang={da ? 'tertiary' : 'secondary'}>
              {t(da ? 'vergleichen.widerrufen' : 'vergleichen.einwilligen')}
              <span class="kern-sr-only">: {name}</span>
            </Knopf>
          </Knoepfe>
        </form>
      )}
    </section>
  );
}

type WerteProps = { deps: SeitenDeps; gruppe: Gruppe; werte: readonly Vergleichswert[]; stelle: string };

function Werte({ deps: { t, katalog, verzeichnis }, gruppe, werte, stelle }: WerteProps) {
  const merkmale = [...new Set(werte.map((w) => w.merkmal))];
  const zeilen = [...new Set(werte.map((w) => `${w.leistung}/${w.koerperschaft}`))].sort();
  return (
    <Tabelle
      id={`werte-${gruppe}`}
      titel={t(`vergleichen.gruppe.${gruppe}`)}
      titelVersteckt
      dicht
      stapeln
      spalten={[
        { titel: t('vergleichen.kommune'), zeilenkopf: true },
        { titel: t('vergleichen.leistung') },
        ...merkmale.map((m) => ({ titel: t(`vergleichen.merkmal.${m}`), zahl: true as const })),
        { titel: t('vergleichen.stand') },
      ]}
      zeilen={zeilen.map((z) => {
        const eigene = werte.filter((w) => `${w.leistung}/${w.koerperschaft}` === z);
        const [erste] = eigene;
        return {
          hervor: erste?.koerperschaft === stelle,
          zellen: [
            verzeichnis.byId(erste?.koerperschaft ?? '')?.name ?? '',
            katalog.name(erste?.leistung ?? ''),
            ...merkmale.map((m) => {
              const w = eigene.find((x) => x.merkmal === m);
              return w ? schreibe(t, w) : '';
            }),
            tagText(erste?.stand ?? ''),
          ],
        };
      })}
    />
  );
}

function schreibe(t: SeitenDeps['t'], w: Vergleichswert): string {
  switch (w.merkmal) {
    case 'je-tausend':
      return zahl(w.wert / 100);
    case 'je-fall':
      return formatEuro(w.wert);
    default:
      return dauer(t, w.wert / 60);
  }
}
