import type { FastifyReply } from 'fastify';
import type { ComponentChildren } from 'preact';
import type { KlaerungsZeile, readInhalt } from '../../../eingang/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  Angaben,
  fehlerOf,
  Hinweis,
  Knoepfe,
  Knopf,
  KnopfLink,
  LeererZustand,
  Marke,
  Mehrzeilig,
  Reiter,
  Tabelle,
  type Versuch,
} from '../../komponenten/index.ts';
import { wann } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { Rahmen, sende, Unterseite } from '../rahmen.tsx';

type Liste = { zeilen: readonly KlaerungsZeile[]; erledigte: boolean; getan: boolean };

export function sendeKlaerung(
  deps: SeitenDeps,
  kraft: Kraft,
  antwort: FastifyReply,
  { zeilen, erledigte, getan }: Liste,
) {
  const { t, verzeichnis } = deps;
  const titel = t('arbeitsplatz.bereich.klaerung');
  return sende(
    antwort,
    <Rahmen deps={deps} kraft={kraft} bereich="klaerung" titel={titel}>
      <h1>{titel}</h1>
      {getan && <Hinweis t={t} ton="success" titel={t('arbeitsplatz.klaerung.abgelegt')} />}
      <Reiter
        zweite
        name={titel}
        ziele={[
          { titel: t('arbeitsplatz.klaerung.offen'), weg: '/arbeitsplatz/klaerung', aktuell: !erledigte },
          { titel: t('arbeitsplatz.tab.erledigt'), weg: '/arbeitsplatz/klaerung?tab=erledigt', aktuell: erledigte },
        ]}
      />
      <Tabelle
        id="klaerung"
        titel={titel}
        leer={t('arbeitsplatz.leer.klaerung')}
        titelVersteckt
        dicht
        stapeln
        spalten={['nachricht', 'empfangen', 'fuer', 'stand', 'hinweis'].map((s, i) => ({
          titel: t(`arbeitsplatz.klaerung.spalte.${s}`),
          zeilenkopf: i === 0,
        }))}
        zeilen={zeilen.map((z) => ({
          zellen: [
            <a href={`/arbeitsplatz/klaerung/${z.id}`}>{z.titel}</a>,
            wann(t, z.empfangen),
            verzeichnis.byId(z.koerperschaft)?.name ?? '',
            <Standmarke deps={deps} z={z} />,
            [z.hinweis, z.grund].filter(Boolean).join(' · '),
          ],
        }))}
      />
    </Rahmen>,
  );
}

function Standmarke({ deps: { t }, z }: { deps: SeitenDeps; z: KlaerungsZeile }) {
  const ton = z.stand === 'abgewiesen' ? 'danger' : z.stand === 'erledigt' ? 'success' : 'warning';
  return <Marke ton={ton}>{t(`arbeitsplatz.klaerung.stand.${z.stand}`)}</Marke>;
}

type Nachricht = {
  zeile: KlaerungsZeile;
  inhalt: ReturnType<typeof readInhalt> | undefined;
  ablage: { vermerk: string; at: string; person: string } | undefined;
  versuch?: Versuch;
};

/** One message: what it is, every value in it, the bytes, and putting it away. */
export function sendeNachricht(deps: SeitenDeps, kraft: Kraft, antwort: FastifyReply, n: Nachricht) {
  const { t, verzeichnis } = deps;
  const { zeile: z } = n;
  return sende(
    antwort,
    <Unterseite
      deps={deps}
      kraft={kraft}
      bereich="klaerung"
      titel={z.titel}
      ueber={{ titel: t('arbeitsplatz.bereich.klaerung'), weg: '/arbeitsplatz/klaerung' }}
      fehler={fehlerOf(n.versuch)}
      ueberschrift={
        <>
          {z.titel} <Standmarke deps={deps} z={z} />
        </>
      }
    >
      {z.hinweis !== '' && <Hinweis t={t} ton="warning" titel={z.hinweis} />}
      {z.grund !== '' && <Hinweis t={t} ton="danger" titel={z.grund} />}
      <Angaben
        dicht
        angaben={[
          { name: t('arbeitsplatz.klaerung.spalte.empfangen'), wert: wann(t, z.empfangen) },
          { name: t('arbeitsplatz.klaerung.spalte.fuer'), wert: verzeichnis.byId(z.koerperschaft)?.name ?? '' },
          { name: t('arbeitsplatz.klaerung.hash'), wert: z.hash },
        ]}
      />
      <Inhalt deps={deps} inhalt={n.inhalt} />
      <Knoepfe>
        <KnopfLink weg={`/arbeitsplatz/klaerung/${z.id}/roh`} symbol="download" herunterladen klein>
          {t('arbeitsplatz.klaerung.roh')}
        </KnopfLink>
      </Knoepfe>
      {z.stand === 'erledigt' ? <Abgelegt deps={deps} ablage={n.ablage} /> : <Ablegen deps={deps} n={n} />}
    </Unterseite>,
    n.versuch === undefined ? 200 : 422,
  );
}

function Inhalt({ deps: { t }, inhalt }: { deps: SeitenDeps; inhalt: Nachricht['inhalt'] }) {
  if (!inhalt) return <LeererZustand titel={t('arbeitsplatz.klaerung.ohneDatei')} />;
  if (!inhalt.ok) return <Hinweis t={t} ton="warning" titel={inhalt.meldung} />;
  const m = inhalt.mitteilung;
  const felder = [
    'absender',
    'empfaenger',
    'anlass',
    'betrieb',
    'person',
    'erstellt',
    'nachrichtId',
    'version',
  ] as const;
  const attribute = (w: (typeof inhalt.werte)[number]): ComponentChildren =>
    w.attribute.map((a) => `${a.beschriftung}: ${a.wert}`).join(' · ');
  return (
    <>
      {m && (
        <Angaben
          dicht
          angaben={felder.flatMap((f) =>
            m[f] === undefined ? [] : [{ name: t(`arbeitsplatz.klaerung.feld.${f}`), wert: m[f] }],
          )}
        />
      )}
      <Tabelle
        id="werte"
        titel={t('arbeitsplatz.klaerung.werte', { anzahl: inhalt.werte.length })}
        dicht
        stapeln
        spalten={['gruppe', 'name', 'wert', 'attribute'].map((s) => ({
          titel: t(`arbeitsplatz.klaerung.werteSpalte.${s}`),
        }))}
        zeilen={inhalt.werte.map((w) => ({ zellen: [w.gruppe, w.beschriftung, w.wert, attribute(w)] }))}
      />
    </>
  );
}

function Ablegen({ deps: { t }, n }: { deps: SeitenDeps; n: Nachricht }) {
  return (
    <form class="haus-formular" method="post" action={`/arbeitsplatz/klaerung/${n.zeile.id}`} novalidate>
      <Mehrzeilig
        t={t}
        formular="ablegen"
        name="vermerk"
        titel={t('arbeitsplatz.klaerung.vermerk')}
        hilfe={t('arbeitsplatz.klaerung.vermerkHilfe')}
        zeilen={3}
        pflicht
        versuch={n.versuch}
      />
      <Knoepfe>
        <Knopf rang="primary" klein>
          {t('arbeitsplatz.klaerung.knopf')}
        </Knopf>
      </Knoepfe>
    </form>
  );
}

function Abgelegt({ deps: { t }, ablage }: { deps: SeitenDeps; ablage: Nachricht['ablage'] }) {
  if (!ablage) return null;
  return (
    <Hinweis t={t} ton="success" titel={t('arbeitsplatz.klaerung.abgelegtAm', { am: wann(t, ablage.at) })}>
      <p>{ablage.vermerk}</p>
    </Hinweis>
  );
}
