import { localDateOf, parseLocalDate, tageZwischen } from '@rathausverbund/fristen';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SeitenDeps } from '../../deps.ts';
import {
  Frist,
  Hinweis,
  LeererZustand,
  Marke,
  Reiter,
  Spaltenliste,
  Tabelle,
  type TabellenZeile,
} from '../../komponenten/index.ts';
import { frage, mitFrage } from '../../personal/anfrage.ts';
import { heuteOf } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { darfMehrereAbgeben } from '../abgeben/lade.ts';
import { darfAnnahmenSehen } from '../annahme/routes.tsx';
import { imNamen } from '../auftrag.ts';
import { Rahmen, sende } from '../rahmen.tsx';
import { darfUmstellen } from '../umstellen/lage.ts';
import { type Filter, filterWeg, gefiltert, type Listenzeile, liesFilter, schalte, TABS } from './filter.ts';
import { Gehalten } from './gehalten.tsx';
import { type Eingangsliste, ERLEDIGTE, ladeEingang } from './lade.ts';

type Props = { deps: SeitenDeps; kraft: Kraft; f: Filter; liste: Eingangsliste };

/** GET /arbeitsplatz */
export async function zeigeEingang(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const gelesen = liesFilter(anfrage.query);
  const liste = await ladeEingang(deps, kraft, gelesen);
  const f = { ...gelesen, seite: liste.seite };
  return sende(antwort, <EingangSeite deps={deps} kraft={kraft} f={f} liste={liste} getan={frage(anfrage, 'getan')} />);
}

export function EingangSeite({ getan, ...p }: Props & { getan: string }) {
  const { deps, kraft, f, liste } = p;
  const { t } = deps;
  return (
    <Rahmen
      deps={deps}
      kraft={kraft}
      bereich="eingang"
      titel={t('arbeitsplatz.bereich.eingang')}
      suche={f.q}
      spalte={<Filterspalte {...p} />}
    >
      <h1>{t('arbeitsplatz.bereich.eingang')}</h1>
      {getan !== '' && <Hinweis t={t} ton="success" titel={t('arbeitsplatz.liste.getan')} />}
      <Reiter
        zweite
        name={t('arbeitsplatz.liste.reiter')}
        ziele={TABS.map((tab) => ({
          titel: t(`arbeitsplatz.tab.${tab}`),
          weg: filterWeg(f, { tab }),
          ...gezaehlt(liste.anzahl[tab]),
          aktuell: tab === f.tab,
        }))}
      />
      {f.q !== '' && (
        <p>
          {t(liste.mehr ? 'arbeitsplatz.liste.gesuchtMehr' : 'arbeitsplatz.liste.gesucht', {
            q: f.q,
            anzahl: liste.gesamt,
          })}{' '}
          <a href={filterWeg(f, { q: '' })}>{t('arbeitsplatz.liste.sucheEnde')}</a>
        </p>
      )}
      <Gehalten deps={deps} kraft={kraft} halte={liste.halte} />
      {liste.mehr && f.q === '' && <Mehr {...p} />}
      {liste.zeilen.length === 0 ? <Leer {...p} /> : <Zeilen {...p} getan={getan} />}
      <Blaettern {...p} />
    </Rahmen>
  );
}

/** A number is shown where it is the whole. */
const gezaehlt = (anzahl: number | undefined) => (anzahl === undefined ? {} : { anzahl });

/** There are more in this tab than are listed, and how to come to them. */
function Mehr({ deps: { t }, f }: Props) {
  if (f.tab === 'erledigt') return <p>{t('arbeitsplatz.liste.aeltere', { anzahl: ERLEDIGTE })}</p>;
  return <Hinweis t={t} ton="warning" titel={t('arbeitsplatz.liste.abgeschnitten')} />;
}

function Leer({ deps: { t }, f, liste }: Props) {
  const eng = f.q !== '' || gefiltert(f);
  const anderswo = f.q === '' ? [] : ANDERSWO.filter((tab) => tab !== f.tab && liste.anzahl[tab] !== 0);
  const nichts = anderswo.length > 0 ? 'arbeitsplatz.liste.nichtsHier' : 'arbeitsplatz.liste.nichts';
  const titel = eng ? nichts : (`arbeitsplatz.leer.${f.tab}` as const);
  return (
    <LeererZustand titel={t(titel)}>
      {anderswo.map((tab) => (
        <p>
          <a href={filterWeg(f, { tab, kommunen: [], leistung: '' })}>
            {t('arbeitsplatz.liste.anderswo', { reiter: t(`arbeitsplatz.tab.${tab}`) })}
          </a>
        </p>
      ))}
      {eng && (
        <p>
          <a href={filterWeg(f, { q: '', kommunen: [], leistung: '' })}>{t('arbeitsplatz.liste.ohneFilter')}</a>
        </p>
      )}
    </LeererZustand>
  );
}

/** The two tabs that together hold every case. */
const ANDERSWO = ['alle', 'erledigt'] as const;

const SPALTEN = ['frist', 'aktenzeichen', 'leistung', 'kommune', 'betreff', 'eingang', 'namen', 'schritt'] as const;

function Zeilen({ deps, kraft, f, liste, getan }: Props & { getan: string }) {
  const { t } = deps;
  const zeile = (z: Listenzeile): TabellenZeile => ({
    id: `v-${z.id}`,
    hervor: z.id === getan,
    zellen: [
      <Fristzelle deps={deps} z={z} />,
      <a href={mitFrage(`/arbeitsplatz/vorgang/${z.id}`, 'zurueck', filterWeg(f, { seite: f.seite }))}>
        <span class="haus-aktenzeichen">{z.aktenzeichen}</span>
      </a>,
      deps.katalog.name(z.leistung),
      z.ort.kurzname,
      z.betreff,
      alter(deps, z.eingegangen),
      imNamen(t, deps.verzeichnis, z, kraft.stelle),
      <>
        {z.schritt} {z.bei !== '' && <span>{t('arbeitsplatz.liste.bei', { name: z.bei })}</span>}{' '}
        {z.hinweis !== '' && <Marke ton="info">{t('arbeitsplatz.liste.hinweis')}</Marke>}
      </>,
    ],
  });
  return (
    <Tabelle
      id="eingang"
      titel={t(`arbeitsplatz.tab.${f.tab}`)}
      titelVersteckt
      dicht
      stapeln
      spalten={SPALTEN.map((s) => ({
        titel: t(`arbeitsplatz.spalte.${s}`),
        zeilenkopf: s === 'aktenzeichen',
        selbsterklaerend: s !== 'schritt' && s !== 'eingang',
      }))}
      zeilen={liste.zeilen.map(zeile)}
    />
  );
}

function Fristzelle({ deps, z }: { deps: SeitenDeps; z: Listenzeile }) {
  const ende = z.frist === null ? undefined : parseLocalDate(z.frist);
  if (ende === undefined || z.stand === 'abgeschlossen') return <span>{deps.t('arbeitsplatz.liste.ohneFrist')}</span>;
  return <Frist t={deps.t} ende={ende} heute={heuteOf(deps.protokoll.uhr)} />;
}

function alter({ t, protokoll }: SeitenDeps, eingegangen: Date): string {
  const tage = tageZwischen(localDateOf(eingegangen.getTime(), 'Europe/Berlin'), heuteOf(protokoll.uhr));
  if (tage <= 0) return t('arbeitsplatz.alter.heute');
  return tage === 1 ? t('arbeitsplatz.alter.gestern') : t('arbeitsplatz.alter.tage', { tage });
}

function Filterspalte({ deps, kraft, f, liste }: Props) {
  const { t } = deps;
  const alle = gezaehlt(liste.anzahl[f.tab]);
  const zahl = (n: number) => gezaehlt(liste.gezaehlt ? n : undefined);
  // a second choice is made where the first was: on a phone the column stays open
  const bleibt = (weg: string) => `${weg}#spalte`;
  const orte = [...liste.orte].map(([ags, o]) => ({
    titel: o.titel,
    weg: bleibt(filterWeg(f, { kommunen: schalte(f, ags) })),
    ...zahl(o.anzahl),
    aktuell: f.kommunen.includes(ags),
  }));
  const leistungen = [...liste.leistungen].map(([s, anzahl]) => ({
    titel: deps.katalog.name(s),
    weg: filterWeg(f, { leistung: s }),
    ...zahl(anzahl),
    aktuell: f.leistung === s,
  }));
  return (
    <>
      <Spaltenliste
        titel={t('arbeitsplatz.filter.mehrere')}
        ziele={[
          {
            titel: t('arbeitsplatz.filter.alleKommunen'),
            weg: filterWeg(f, { kommunen: [] }),
            ...alle,
            aktuell: f.kommunen.length === 0,
          },
          ...orte,
        ]}
      />
      <Spaltenliste
        titel={t('arbeitsplatz.filter.leistungen')}
        ziele={[
          {
            titel: t('arbeitsplatz.filter.alleLeistungen'),
            weg: filterWeg(f, { leistung: '' }),
            ...alle,
            aktuell: f.leistung === '',
          },
          ...leistungen,
        ]}
      />
      {darfMehrereAbgeben(kraft) && (
        <p>
          <a href="/arbeitsplatz/abgeben">{t('arbeitsplatz.abgabe.mehrere.titel')}</a>
        </p>
      )}
      {darfAnnahmenSehen(kraft) && (
        <p>
          <a href="/arbeitsplatz/annahmeanordnungen">{t('arbeitsplatz.annahme.titel')}</a>
        </p>
      )}
      {darfUmstellen(kraft) && (
        <p>
          <a href="/arbeitsplatz/umstellen">{t('arbeitsplatz.umstellen.titel')}</a>
        </p>
      )}
    </>
  );
}

function Blaettern({ deps: { t }, f, liste }: Props) {
  if (liste.seiten === 1) return null;
  return (
    <nav aria-label={t('arbeitsplatz.blaettern.name')}>
      <p>
        {liste.seite > 1 && (
          <a href={filterWeg(f, { seite: liste.seite - 1 })}>{t('arbeitsplatz.blaettern.zurueck')}</a>
        )}{' '}
        {t('arbeitsplatz.blaettern.seite', { seite: liste.seite, von: liste.seiten })}{' '}
        {liste.seite < liste.seiten && (
          <a href={filterWeg(f, { seite: liste.seite + 1 })}>{t('arbeitsplatz.blaettern.weiter')}</a>
        )}
      </p>
    </nav>
  );
}
