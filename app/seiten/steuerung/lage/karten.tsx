import { Plot, type PlotProps, Tabelle } from '../../komponenten/index.ts';
import { darfHinein } from '../rahmen.tsx';
import { dauer, monatText, zahl } from '../zahlen.ts';
import { Frage } from './frage.tsx';
import { heisst, type Props, weiter, zuVorgaengen } from './karte.ts';
import { faelle, leistungenOf, MONATE, zeitOf } from './lade.ts';

/** So many Leistungen are told apart in one plot; the others stand in the table of the page. */
const REIHEN = 3;
/** Below so many hours a plot counts minutes. */
const IN_MINUTEN = 2;

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
      {...zuVorgaengen(p, 'faelle', 'alle')}
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
  const verlauf = (w: 'haelfte' | 'neunZehntel') =>
    p.l.monate.map((m) => zeitOf(p.l.zeiten, erste ?? '', m)?.[w] ?? null);
  const schnell = verlauf('neunZehntel').every((h) => h === null || h < IN_MINUTEN);
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
          einheit={t(`lage.zeiten.einheit.${schnell ? 'minuten' : 'stunden'}`)}
          reihen={(['haelfte', 'neunZehntel'] as const).map((w) => ({
            name: t(`lage.zeiten.${w}`),
            art: 'linie',
            werte: verlauf(w).map((h) => (h === null ? null : schnell ? h * 60 : h)),
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

/** Deadlines at risk, today. */
export function Fristen(p: Props) {
  const { t } = p.deps;
  const { offen, wartet, bald, ueberfaellig } = p.l.fristen;
  return (
    <Frage
      frage={t('lage.fristen.frage')}
      zahl={zahl(bald + ueberfaellig)}
      dazu={[
        t('lage.fristen.offen', { anzahl: offen }),
        ...(wartet > 0
          ? [t(wartet === 1 ? 'lage.fristen.einerWartet' : 'lage.fristen.wartet', { anzahl: wartet })]
          : []),
      ].join('; ')}
      heisst={heisst(p, 'fristen')}
      {...zuVorgaengen(p, 'fristen', 'faellig')}
    >
      {bald + ueberfaellig > 0 && (
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
      )}
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
      {...zuVorgaengen(p, 'widersprueche', 'alle')}
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
      {...weiter(p, 'zugriffe', '/steuerung/zugang/bericht', darfHinein(p.kraft, 'zugang'))}
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
