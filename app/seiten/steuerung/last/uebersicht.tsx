import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type GruppenLast,
  readSchalter,
  readUebersicht,
  type Schalter,
  type Uebersicht,
  wochenname,
} from '../../../steuerung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Aufklappen, Hinweis, LeererZustand, Plot, Tabelle } from '../../komponenten/index.ts';
import { heuteOf } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { darfHinein, sende, sendeVerboten } from '../rahmen.tsx';
import { Ausgeschaltet, type Basis, LastRahmen, leitet } from './kopf.tsx';
import { Gilt, Messen } from './messen.tsx';
import { Vorhersagen } from './vorhersage.tsx';
import { warnungen } from './warnungen.ts';
import { stunden, stundenZahl } from './zahlen.ts';

/** GET /steuerung/last: for who leads, work against time weeks ahead; for the others, what is measured. */
export async function zeigeLast(deps: SeitenDeps, kraft: Kraft, _anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfHinein(kraft, 'last')) return sendeVerboten(deps, kraft, antwort);
  const heute = heuteOf(deps.protokoll.uhr);
  const [schalter, uebersicht] = await deps.db.transaktion(lesekontext(kraft), async (tx) => [
    await readSchalter(tx, heute),
    leitet(kraft) ? await readUebersicht(tx, kraft.stelle, heute) : undefined,
  ]);
  return sende(antwort, <Seite deps={deps} kraft={kraft} schalter={schalter} uebersicht={uebersicht} />);
}

type Props = Basis & { schalter: Schalter; uebersicht: Uebersicht | undefined };

function Seite(p: Props) {
  const { deps, kraft, schalter, uebersicht } = p;
  const { t } = deps;
  return (
    <LastRahmen deps={deps} kraft={kraft} teil="uebersicht" titel={t('last.titel')}>
      {schalter.gilt ? <Gilt {...p} /> : <Ausgeschaltet {...p} />}
      {uebersicht && (
        <>
          <Warnungen deps={deps} uebersicht={uebersicht} />
          <Lasttabelle deps={deps} uebersicht={uebersicht} />
          {gruppenOf(deps, uebersicht).map((g) => (
            <Gruppenplot deps={deps} uebersicht={uebersicht} gruppe={g} />
          ))}
          <Vorhersagen deps={deps} uebersicht={uebersicht} />
        </>
      )}
      {uebersicht ? (
        <Aufklappen titel={t('last.messen.titel')}>
          <Messen {...p} />
        </Aufklappen>
      ) : (
        <Messen {...p} />
      )}
    </LastRahmen>
  );
}

type Teilprops = { deps: SeitenDeps; uebersicht: Uebersicht };

/** The house as a whole stands last, as a sum does. Alone it would repeat its only team. */
export const gruppenOf = ({ t }: SeitenDeps, u: Uebersicht): GruppenLast[] => [
  ...u.teams.filter((g) => g.wochen.length > 0),
  ...(u.haus && u.teams.length > 1 ? [{ ...u.haus, name: t('last.haus') }] : []),
];

function Warnungen({ deps, uebersicht }: Teilprops) {
  const { t } = deps;
  const gruppen = gruppenOf(deps, uebersicht);
  if (gruppen.length === 0) return null;
  const saetze = gruppen.flatMap((g) => warnungen(deps, g));
  if (saetze.length === 0) return <Hinweis t={t} ton="success" titel={t('last.warnung.gut')} />;
  return (
    <Hinweis t={t} ton="warning" titel={t('last.warnung.titel')}>
      <ul class="haus-punkte">
        {saetze.map((s) => (
          <li>{s}</li>
        ))}
      </ul>
    </Hinweis>
  );
}

function Lasttabelle({ deps, uebersicht }: Teilprops) {
  const { t } = deps;
  const { teams, haus, wochen } = uebersicht;
  if (teams.length === 0) return <LeererZustand titel={t('last.tabelle.keineTeams')} />;
  const spalten = [...teams, ...(teams.length > 1 && haus ? [{ ...haus, name: t('last.haus') }] : [])];
  if (!haus) return <LeererZustand titel={t('last.tabelle.kleinesHaus')} />;
  const zelle = (g: GruppenLast, i: number) => {
    const w = g.wochen[i];
    if (!w) return t('last.tabelle.geschuetzt');
    return (
      <>
        {t('last.tabelle.zelle', { arbeit: stundenZahl(w.arbeit.erwartet), zeit: stunden(t, w.verfuegbar) })} ·{' '}
        <strong>{t(`last.urteil.${w.urteil}`)}</strong>
      </>
    );
  };
  return (
    <>
      <Tabelle
        id="last"
        titel={t('last.tabelle.titel')}
        dicht
        stapeln
        spalten={[{ titel: t('last.tabelle.woche'), zeilenkopf: true }, ...spalten.map((g) => ({ titel: g.name }))]}
        zeilen={wochen.map((w, i) => ({ zellen: [wochenname(w.montag), ...spalten.map((g) => zelle(g, i))] }))}
      />
      <p>{t('last.tabelle.zeit')}</p>
      {spalten.some((g) => g.wochen.length === 0) && <p>{t('last.tabelle.schutz')}</p>}
    </>
  );
}

function Gruppenplot({ deps, uebersicht, gruppe }: Teilprops & { gruppe: GruppenLast }) {
  const { t } = deps;
  const werte = (lies: (w: GruppenLast['wochen'][number]) => number) => gruppe.wochen.map((w) => lies(w) / 60);
  return (
    <Plot
      t={t}
      id={`gruppe-${gruppe.id}`}
      titel={t('last.plot.gruppe', { gruppe: gruppe.name })}
      aussage={t('last.plot.aussage')}
      einheit={t('last.plot.stunden')}
      xTitel={t('last.plot.woche')}
      x={uebersicht.wochen.map((w) => wochenname(w.montag))}
      reihen={[
        { name: t('last.plot.erwartet'), art: 'saeule', werte: werte((w) => w.arbeit.erwartet) },
        { name: t('last.plot.verfuegbar'), art: 'linie', werte: werte((w) => w.verfuegbar) },
        {
          name: t('last.plot.spanne'),
          art: 'band',
          werte: werte((w) => w.arbeit.von),
          bis: werte((w) => w.arbeit.bis),
        },
      ]}
    />
  );
}
