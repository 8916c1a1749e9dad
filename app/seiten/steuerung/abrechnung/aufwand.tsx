import { JAHRESAUSGLEICH, monatOf } from '@rathausverbund/kosten';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type Abrechnungsvertrag,
  type Aufwand,
  berichtigeAufwand,
  darf,
  readAufwand,
  readJahreskonten,
} from '../../../abrechnung/index.ts';
import { isUuid } from '../../../base/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  Aufklappen,
  Knoepfe,
  Knopf,
  LeererZustand,
  Tabelle,
  VersteckteFelder,
  Wahl,
  Zeile,
} from '../../komponenten/index.ts';
import { eingabe, frage } from '../../personal/anfrage.ts';
import { tagText } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { sende } from '../rahmen.tsx';
import { sendeUnbekannt } from './einzeln.tsx';
import { liesPeriode, periodenwort, zeitraumText } from './form.ts';
import { abrechnungDeps, antworte } from './handeln.ts';
import { Abrechnungsseite } from './seite.tsx';

type Props = {
  deps: SeitenDeps;
  kraft: Kraft;
  vertrag: Abrechnungsvertrag;
  monat: string;
  aufwand: readonly Aufwand[];
};

const wegTo = (vereinbarung: string, monat: string) =>
  `/steuerung/abrechnung/aufwand?vereinbarung=${vereinbarung}&monat=${monat}`;

/** GET /steuerung/abrechnung/aufwand?vereinbarung=&monat=: what the cases of a month took, by Leistung and class; correctable with reason. */
export async function zeigeAufwand(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const { t } = deps;
  const vereinbarung = frage(anfrage, 'vereinbarung');
  const p = liesPeriode(frage(anfrage, 'monat'));
  const erlaubt = darf(kraft, 'lesen') || darf(kraft, 'aufwand');
  if (!p || p.periode === JAHRESAUSGLEICH || !isUuid(vereinbarung) || !erlaubt)
    return sendeUnbekannt(deps, kraft, antwort);
  const gefunden = await deps.db.transaktion(lesekontext(kraft), async (tx) => {
    const konto = (await readJahreskonten(tx, p.jahr)).find((k) => k.vertrag.id === vereinbarung);
    if (konto?.vertrag.auftragnehmer !== kraft.stelle) return undefined;
    return { ...konto, aufwand: await readAufwand(tx, konto.vertrag, monatOf(p.jahr, p.periode)) };
  });
  if (!gefunden) return sendeUnbekannt(deps, kraft, antwort);
  const { vertrag, aufwand } = gefunden;
  const zeitraum = zeitraumText(t, p.jahr, p.periode);
  const titel = t('abrechnung.aufwand.titel');
  const alle: Props = { deps, kraft, vertrag, aufwand, monat: periodenwort(p.jahr, p.periode) };
  return sende(
    antwort,
    <Abrechnungsseite
      deps={deps}
      kraft={kraft}
      anfrage={anfrage}
      jahr={p.jahr}
      titel={titel}
      ueberschrift={`${titel}: ${zeitraum}`}
    >
      <p>{t('abrechnung.aufwand.einleitung')}</p>
      {!vertrag.aufwandsklassen?.length && <LeererZustand titel={t('abrechnung.aufwand.ohneKlassen')} />}
      {aufwand.length === 0 ? (
        <LeererZustand titel={t('abrechnung.aufwand.leer')} />
      ) : (
        <>
          <Summen {...alle} zeitraum={zeitraum} />
          <Faelle {...alle} zeitraum={zeitraum} />
        </>
      )}
    </Abrechnungsseite>,
  );
}

function Summen({ deps: { t, katalog }, aufwand, zeitraum }: Props & { zeitraum: string }) {
  const gruppen = new Map<string, Aufwand[]>();
  for (const a of aufwand) {
    const name = `${a.leistung}|${a.klasse?.name ?? ''}`;
    gruppen.set(name, [...(gruppen.get(name) ?? []), a]);
  }
  return (
    <Tabelle
      id="summen"
      titel={t('abrechnung.aufwand.summen', { zeitraum })}
      dicht
      stapeln
      spalten={(['leistung', 'klasse', 'faelle', 'minuten'] as const).map((s, i) => ({
        titel: t(`abrechnung.aufwand.spalte.${s}`),
        zeilenkopf: i === 0,
        zahl: i > 1,
      }))}
      zeilen={[...gruppen.values()].map((g) => ({
        zellen: [
          katalog.name(g[0]?.leistung ?? ''),
          g[0]?.klasse?.name ?? '',
          String(g.length),
          g[0]?.klasse ? String(g.length * g[0].klasse.minuten) : '',
        ],
      }))}
    />
  );
}

function Faelle(p: Props & { zeitraum: string }) {
  const { t } = p.deps;
  return (
    <Tabelle
      id="faelle"
      titel={t('abrechnung.aufwand.faelle', { zeitraum: p.zeitraum })}
      dicht
      stapeln
      spalten={(['tag', 'vorgang', 'klasse', 'grund'] as const).map((s, i) => ({
        titel: t(`abrechnung.aufwand.spalte.${s}`),
        zeilenkopf: i === 0,
      }))}
      zeilen={p.aufwand.map((a) => ({
        zellen: [
          tagText(a.tag),
          <a href={`/arbeitsplatz/vorgang/${a.vorgang}`}>{t('abrechnung.aufwand.vorgang')}</a>,
          a.klasse?.name ?? '',
          <>
            {a.grund ?? t('abrechnung.aufwand.regel')}
            <Berichtigen {...p} fall={a} />
          </>,
        ],
      }))}
    />
  );
}

function Berichtigen({ deps: { t }, kraft, vertrag, monat, fall }: Props & { fall: Aufwand }) {
  const klassen = (vertrag.aufwandsklassen ?? []).filter((k) => k.leistung === fall.leistung);
  if (klassen.length === 0 || !darf(kraft, 'aufwand', fall.leistung)) return null;
  const f = { t, formular: `aufwand-${fall.vorgang}` };
  return (
    <Aufklappen titel={t('abrechnung.aufwand.berichtigen')}>
      <form class="haus-formular" method="post" action="/steuerung/abrechnung/aufwand">
        <VersteckteFelder felder={{ vereinbarung: vertrag.id, vorgang: fall.vorgang, monat }} />
        <Wahl
          {...f}
          name="klasse"
          titel={t('abrechnung.aufwand.klasse')}
          werte={klassen.map((k) => ({ wert: k.name, titel: k.name }))}
          wert={fall.klasse?.name ?? ''}
        />
        <Zeile {...f} name="grund" titel={t('abrechnung.handeln.grund')} pflicht />
        <Knoepfe>
          <Knopf klein>{t('abrechnung.aufwand.berichtigen')}</Knopf>
        </Knoepfe>
      </form>
    </Aufklappen>
  );
}

/** POST /steuerung/abrechnung/aufwand */
export async function berichtigeKlasse(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const [vereinbarung = '', vorgang = '', klasse = '', grund = '', monat = ''] = [
    'vereinbarung',
    'vorgang',
    'klasse',
    'grund',
    'monat',
  ].map((n) => eingabe(anfrage, n));
  if (!isUuid(vereinbarung) || !isUuid(vorgang) || !liesPeriode(monat)) return sendeUnbekannt(deps, kraft, antwort);
  const e = await berichtigeAufwand(abrechnungDeps(deps), kraft, { vereinbarung, vorgang, klasse, grund });
  return antworte(deps, kraft, antwort, e, wegTo(vereinbarung, monat));
}
