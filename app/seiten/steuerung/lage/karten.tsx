import { formatEuro } from '@rathausverbund/kosten';
import type { SeitenDeps } from '../../deps.ts';
import { Plot, type PlotProps, Tabelle } from '../../komponenten/index.ts';
import { dauer, monatText, rundeEuro, zahl } from '../zahlen.ts';
import { Frage } from './frage.tsx';
import { faelle, type Lage, leistungenOf, MONATE, zeitOf } from './lade.ts';

type Props = { deps: SeitenDeps; l: Lage };
/** So many Leistungen are told apart in one plot; the others stand in the table of the page. */
const REIHEN = 3;

const heisst = ({ deps: { t } }: Props, karte: string) => ({
  titel: t('lage.heisst'),
  text: t(`lage.${karte}.heisst`, { monate: MONATE }),
});

/** A plot over the months that are shown. */
const Monate = ({ deps: { t }, l, ...plot }: Props & Omit<PlotProps, 't' | 'xTitel' | 'x'>) => (
  <Plot t={t} xTitel={t('lage.monat')} x={l.monate.map(monatText)} {...plot} />
);

/** How many cases there were, by Leistung and month. */
export function Faelle(p: Props) {
  const { t, katalog } = p.deps;
  const leistungen = leistungenOf(p.l);
  const gesamt = leistungen.reduce((n, l) => n + faelle(p.l.mengen, l), 0);
  return (
    <Frage
      frage={t('lage.faelle.frage')}
      zahl={zahl(gesamt)}
      dazu={t('lage.faelle.dazu', { monate: MONATE })}
      heisst={heisst(p, 'faelle')}
      weiter={{ titel: t('lage.faelle.weiter'), weg: '/arbeitsplatz?tab=alle' }}
    >
      {gesamt > 0 && (
        <Monate
          {...p}
          id="faelle"
          titel={t('lage.faelle.plot')}
          aussage={t('lage.faelle.aussage', {
            leistung: katalog.name(leistungen[0] ?? ''),
            anzahl: faelle(p.l.mengen, leistungen[0] ?? ''),
            gesamt,
          })}
          einheit={t('lage.faelle.einheit')}
          reihen={leistungen.slice(0, REIHEN).map((l) => ({
            name: katalog.name(l),
            art: 'saeule',
            werte: p.l.monate.map((m) => faelle(p.l.mengen, l, m)),
          }))}
        />
      )}
    </Frage>
  );
}

/** How long it takes from receipt to certificate or decision. */
export function Zeiten(p: Props) {
  const { t, katalog } = p.deps;
  const leistungen = leistungenOf(p.l).filter((l) => zeitOf(p.l.zeiten, l, null));
  const erste = leistungen[0];
  const wert = erste ? zeitOf(p.l.zeiten, erste, null) : undefined;
  const gesamt = p.l.zeiten.filter((z) => z.monat === null);
  return (
    <Frage
      frage={t('lage.zeiten.frage')}
      zahl={wert ? dauer(t, wert.haelfte) : t('lage.keine')}
      dazu={
        wert && erste
          ? t('lage.zeiten.dazu', {
              leistung: katalog.name(erste),
              art: t(`lage.zeiten.art.${wert.art}`),
              neunZehntel: dauer(t, wert.neunZehntel),
            })
          : t('lage.zeiten.leer')
      }
      heisst={heisst(p, 'zeiten')}
    >
      {erste && (
        <Monate
          {...p}
          id="zeiten"
          titel={t('lage.zeiten.plot', { leistung: katalog.name(erste) })}
          aussage={t('lage.zeiten.aussage')}
          einheit={t('lage.zeiten.einheit')}
          reihen={(['haelfte', 'neunZehntel'] as const).map((w) => ({
            name: t(`lage.zeiten.${w}`),
            art: 'linie',
            werte: p.l.monate.map((m) => zeitOf(p.l.zeiten, erste, m)?.[w] ?? null),
          }))}
        />
      )}
      {gesamt.length > 1 && (
        <Tabelle
          id="zeiten-je"
          titel={t('lage.zeiten.je')}
          dicht
          spalten={[
            { titel: t('lage.leistung'), zeilenkopf: true },
            { titel: t('lage.zeiten.bis') },
            { titel: t('lage.zeiten.haelfte'), zahl: true },
            { titel: t('lage.zeiten.neunZehntel'), zahl: true },
          ]}
          zeilen={gesamt.map((z) => ({
            zellen: [
              katalog.name(z.leistung),
              t(`lage.zeiten.art.${z.art}`),
              dauer(t, z.haelfte),
              dauer(t, z.neunZehntel),
            ],
          }))}
        />
      )}
    </Frage>
  );
}

/** What the work of others has cost since the beginning of the year, and what it would have cost alone. */
export function Kosten(p: Props) {
  const { t, katalog, verzeichnis } = p.deps;
  const bekannt = p.l.kosten.filter((k) => k.bisher !== null);
  const summe = bekannt.reduce((n, k) => n + (k.bisher ?? 0), 0);
  return (
    <Frage
      frage={t('lage.kosten.frage')}
      zahl={rundeEuro(summe)}
      dazu={t(bekannt.length < p.l.kosten.length ? 'lage.kosten.dazuTeil' : 'lage.kosten.dazu')}
      heisst={heisst(p, 'kosten')}
    >
      <Tabelle
        id="kosten"
        titel={t('lage.kosten.tabelle')}
        titelVersteckt
        dicht
        stapeln
        spalten={[
          { titel: t('lage.leistung'), zeilenkopf: true },
          { titel: t('lage.kosten.an') },
          { titel: t('lage.kosten.regel') },
          { titel: t('lage.kosten.bisher'), zahl: true },
        ]}
        zeilen={p.l.kosten.map((k) => ({
          zellen: [
            katalog.name(k.leistung),
            verzeichnis.byId(k.an)?.kurzname ?? '',
            k.regel,
            k.bisher === null ? t('lage.kosten.offen') : formatEuro(k.bisher),
          ],
        }))}
      />
    </Frage>
  );
}

/** What it would cost alone, from what the town itself has entered. */
export function Allein(p: Props & { darf: boolean }) {
  const { t, katalog } = p.deps;
  const zeilen = p.l.kosten.filter((k) => k.allein !== null && k.bisher !== null);
  const [allein, gemeinsam] = [
    zeilen.reduce((n, k) => n + (k.allein ?? 0), 0),
    zeilen.reduce((n, k) => n + (k.bisher ?? 0), 0),
  ];
  const unterschied = allein - gemeinsam;
  return (
    <Frage
      frage={t('lage.allein.frage')}
      zahl={zeilen.length === 0 ? t('lage.keine') : rundeEuro(allein)}
      dazu={
        zeilen.length === 0
          ? t('lage.allein.leer')
          : t(unterschied >= 0 ? 'lage.allein.guenstiger' : 'lage.allein.teurer', {
              betrag: rundeEuro(Math.abs(unterschied)),
              gemeinsam: rundeEuro(gemeinsam),
            })
      }
      heisst={heisst(p, 'allein')}
      {...(p.darf ? { weiter: { titel: t('lage.allein.weiter'), weg: '/steuerung/eigene-kosten' } } : {})}
    >
      {zeilen.length > 0 && (
        <Tabelle
          id="allein"
          titel={t('lage.allein.tabelle')}
          titelVersteckt
          dicht
          spalten={[
            { titel: t('lage.leistung'), zeilenkopf: true },
            { titel: t('lage.allein.gemeinsam'), zahl: true },
            { titel: t('lage.allein.allein'), zahl: true },
          ]}
          zeilen={zeilen.map((k) => ({
            zellen: [katalog.name(k.leistung), formatEuro(k.bisher ?? 0), formatEuro(k.allein ?? 0)],
          }))}
        />
      )}
    </Frage>
  );
}

/** Deadlines at risk, today. */
export function Fristen(p: Props) {
  const { t } = p.deps;
  const { offen, wartet, bald, ueberfaellig } = p.l.fristen;
  return (
    <Frage
      frage={t('lage.fristen.frage')}
      zahl={zahl(bald + ueberfaellig)}
      dazu={t('lage.fristen.dazu', { offen, wartet })}
      heisst={heisst(p, 'fristen')}
      weiter={{ titel: t('lage.fristen.weiter'), weg: '/arbeitsplatz?tab=faellig' }}
    >
      <Tabelle
        id="fristen"
        titel={t('lage.fristen.tabelle')}
        titelVersteckt
        dicht
        spalten={[
          { titel: t('lage.fristen.stand'), zeilenkopf: true },
          { titel: t('lage.fristen.anzahl'), zahl: true },
        ]}
        zeilen={(['ueberfaellig', 'bald'] as const).map((s) => ({
          zellen: [t(`lage.fristen.${s}`), String(p.l.fristen[s])],
        }))}
      />
    </Frage>
  );
}

/** Objections in the own name. */
export function Widersprueche(p: Props) {
  const { t } = p.deps;
  const anzahl = p.l.widersprueche.reduce((n, w) => n + w.anzahl, 0);
  return (
    <Frage
      frage={t('lage.widersprueche.frage')}
      zahl={zahl(anzahl)}
      dazu={t('lage.widersprueche.dazu', { monate: MONATE })}
      heisst={heisst(p, 'widersprueche')}
      weiter={{ titel: t('lage.widersprueche.weiter'), weg: '/arbeitsplatz?tab=alle' }}
    >
      {anzahl > 0 && (
        <Monate
          {...p}
          id="widersprueche"
          titel={t('lage.widersprueche.plot')}
          aussage={t('lage.widersprueche.aussage', { anzahl })}
          einheit={t('lage.widersprueche.einheit')}
          reihen={[
            {
              name: t('lage.widersprueche.einheit'),
              art: 'saeule',
              werte: p.l.monate.map((m) =>
                p.l.widersprueche.filter((w) => w.monat === m).reduce((n, w) => n + w.anzahl, 0),
              ),
            },
          ]}
        />
      )}
    </Frage>
  );
}

/** Every look of another body's staff at what is the own body's. */
export function Zugriffe(p: Props) {
  const { t, verzeichnis } = p.deps;
  const haeuser = [...new Set(p.l.zugriffe.map((z) => z.stelle))];
  const anzahl = (stelle?: string, monat?: string) =>
    p.l.zugriffe
      .filter((z) => (stelle === undefined || z.stelle === stelle) && (monat === undefined || z.monat === monat))
      .reduce((n, z) => n + z.anzahl, 0);
  const haus = (id: string) => verzeichnis.byId(id)?.kurzname ?? '';
  return (
    <Frage
      frage={t('lage.zugriffe.frage')}
      zahl={zahl(anzahl())}
      dazu={t('lage.zugriffe.dazu', { monate: MONATE })}
      heisst={heisst(p, 'zugriffe')}
      weiter={{ titel: t('lage.zugriffe.weiter'), weg: '/steuerung/zugang' }}
    >
      {haeuser.length > 0 && (
        <Monate
          {...p}
          id="zugriffe"
          titel={t('lage.zugriffe.plot')}
          aussage={t('lage.zugriffe.aussage', { haeuser: haeuser.map(haus).join(', ') })}
          einheit={t('lage.zugriffe.einheit')}
          reihen={haeuser.slice(0, REIHEN).map((h) => ({
            name: haus(h),
            art: 'saeule',
            werte: p.l.monate.map((m) => anzahl(h, m)),
          }))}
        />
      )}
    </Frage>
  );
}
