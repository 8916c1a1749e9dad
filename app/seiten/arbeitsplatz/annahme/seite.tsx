import type { Antworten, FeldFehler } from '@rathausverbund/formular';
import { addDays, type LocalDate, parseLocalDate } from '@rathausverbund/fristen';
import { formatEuro } from '@rathausverbund/kosten';
import { type Annahmeanordnung, giltAm } from '../../../zahlungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  Feld,
  feldId,
  feldwert,
  Hinweis,
  Knoepfe,
  Knopf,
  LeererZustand,
  Marke,
  Tabelle,
} from '../../komponenten/index.ts';
import { tagText } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { Unterseite } from '../rahmen.tsx';
import { annahmeFormular } from './formular.ts';

export interface Lage {
  anordnungen: readonly Annahmeanordnung[];
  /** those she may order for */
  leistungen: readonly { schluessel: string; name: string }[];
  heute: LocalDate;
}

/** What was typed and refused; it stays in the fields. */
export interface Versuch {
  antworten: Antworten;
  roh: Readonly<Record<string, string>>;
  fehler: readonly FeldFehler[];
}

type Props = {
  deps: SeitenDeps;
  kraft: Kraft;
  lage: Lage;
  versuch?: Versuch;
  meldung?: string;
  getan?: 'erteilt' | 'widerrufen';
};

export function AnnahmeSeite(p: Props) {
  const { deps, kraft, lage, versuch, meldung, getan } = p;
  const { t } = deps;
  const titel = t('arbeitsplatz.annahme.titel');
  const fehler = versuch?.fehler ?? [];
  return (
    <Unterseite
      deps={deps}
      kraft={kraft}
      bereich={null}
      titel={titel}
      ueber={{ titel: t('arbeitsplatz.bereich.eingang'), weg: '/arbeitsplatz' }}
      fehler={fehler.map((f) => ({ meldung: f.meldung, ziel: feldId(f.feld) }))}
    >
      <p>{t('arbeitsplatz.annahme.einleitung', { name: kraft.haus.name })}</p>
      {meldung && <Hinweis t={t} ton="warning" titel={meldung} />}
      {getan && <Hinweis t={t} ton="success" titel={t(`arbeitsplatz.annahme.getan.${getan}`)} />}
      {lage.anordnungen.length === 0 ? (
        <LeererZustand titel={t('arbeitsplatz.annahme.keine')} />
      ) : (
        <Anordnungen {...p} />
      )}
      {lage.leistungen.length > 0 && <Neu {...p} />}
    </Unterseite>
  );
}

const SPALTEN = ['leistung', 'hoechstbetrag', 'zeit', 'dienstanweisung', 'stand', 'handlung'] as const;

function Anordnungen({ deps: { t, katalog }, lage }: Props) {
  const meine = new Set(lage.leistungen.map((l) => l.schluessel));
  const bis = (tag: string | null) => {
    const d = tag === null ? undefined : parseLocalDate(tag);
    return d ? tagText(addDays(d, -1)) : t('arbeitsplatz.annahme.offen');
  };
  const stand = (a: Annahmeanordnung) => {
    if (a.widerrufenAm) return 'widerrufen';
    if (giltAm(a, lage.heute)) return 'gilt';
    return a.ab > lage.heute ? 'kuenftig' : 'beendet';
  };
  return (
    <form method="post" action="/arbeitsplatz/annahmeanordnungen">
      <Tabelle
        id="annahmen"
        titel={t('arbeitsplatz.annahme.titel')}
        titelVersteckt
        dicht
        stapeln
        spalten={SPALTEN.map((s) => ({
          titel: t(`arbeitsplatz.annahme.spalte.${s}`),
          zeilenkopf: s === 'leistung',
          zahl: s === 'hoechstbetrag',
        }))}
        zeilen={lage.anordnungen.map((a) => {
          const jetzt = stand(a);
          const offen = jetzt === 'gilt' || jetzt === 'kuenftig';
          return {
            zellen: [
              katalog.name(a.leistung),
              formatEuro(a.hoechstbetrag),
              t('arbeitsplatz.annahme.vonBis', { ab: tagText(a.ab), bis: bis(a.bis) }),
              a.dienstanweisung,
              <Marke ton={jetzt === 'gilt' ? 'success' : 'info'}>{t(`arbeitsplatz.annahme.stand.${jetzt}`)}</Marke>,
              offen && meine.has(a.leistung) && (
                <Knopf
                  klein
                  name="widerrufen"
                  wert={a.id}
                  vorlesen={`${t('arbeitsplatz.annahme.widerrufen')}: ${katalog.name(a.leistung)}`}
                >
                  {t('arbeitsplatz.annahme.widerrufen')}
                </Knopf>
              ),
            ],
          };
        })}
      />
    </form>
  );
}

function Neu({ deps: { t }, lage, versuch }: Props) {
  const formular = annahmeFormular(t, lage.leistungen, lage.heute);
  return (
    <section class="haus-abstand" aria-labelledby="neu-titel">
      <h2 id="neu-titel">{formular.titel}</h2>
      <p>{t('arbeitsplatz.annahme.folge')}</p>
      <form class="haus-formular" method="post" action="/arbeitsplatz/annahmeanordnungen" novalidate>
        {formular.schritte[0]?.felder.map((feld) => (
          <Feld
            t={t}
            feld={feld}
            wert={feldwert(feld, versuch?.antworten ?? {}, versuch?.roh)}
            fehler={versuch?.fehler.find((f) => f.feld === feld.id)?.meldung}
          />
        ))}
        <Knoepfe>
          <Knopf rang="primary">{t('arbeitsplatz.annahme.knopf')}</Knopf>
        </Knoepfe>
      </form>
    </section>
  );
}
