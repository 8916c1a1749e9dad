import type { Verlauf as Gegangen } from '@rathausverbund/prozess';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import type { Rolle } from '../../../konten/index.ts';
import { pruefeVollstaendigkeit, type Vollstaendigkeit } from '../../../nachweise/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Angaben, Marke, Reiter } from '../../komponenten/index.ts';
import { frage, listenweg, param } from '../../personal/anfrage.ts';
import { type Kraft, OHNE_FARBE } from '../../personal/zugang.ts';
import { aufwandWeg } from '../../steuerung/abrechnung/form.ts';
import { grundlageText } from '../auftrag.ts';
import { Rahmen, sende, sendeUnbekannt } from '../rahmen.tsx';
import { AbgebenLink, Herkunft } from './abgeben.tsx';
import { Aufgaben, type Versuch } from './aufgabe.tsx';
import { Befangenheit } from './befangen.tsx';
import { Bekanntgabe } from './bekanntgabe.tsx';
import { liesWeg } from './gegangen.ts';
import { Geld } from './geld.tsx';
import { Geprueft } from './geprueft.tsx';
import { Antrag, Unterlagen, Verlauf } from './inhalt.tsx';
import { type Akte, ladeAkte } from './lade.ts';
import { LOESCHEN } from './loeschen.tsx';
import { Stoerungen } from './stoerungen.tsx';
import { TEILE, type Teil, teilOf } from './teile.ts';
import { VorhabenLink } from './vorhaben.tsx';
import { Weg } from './weg.tsx';
import { WiderspruchLink } from './widerspruch.tsx';

/** who is told there who can see a case */
const AUSKUNFT: readonly Rolle[] = ['leitung', 'pruefung', 'datenschutz'];

/** The page may embed our own PDF beside; nothing else changes against the server's policy. */
const MIT_PDF =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; object-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/** GET /arbeitsplatz/vorgang/:id */
export async function zeigeVorgang(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const akte = await ladeAkte(deps, kraft, param(anfrage, 'id'));
  if (!akte) return sendeUnbekannt(deps, kraft, antwort);
  const teil = teilOf(frage(anfrage, 'teil'));
  if (teil === 'unterlagen') antwort.header('content-security-policy', MIT_PDF);
  const vollstaendig =
    teil === 'verlauf'
      ? await deps.db.transaktion(akte.kontext, (tx) =>
          pruefeVollstaendigkeit(tx, akte.vorgang.koerperschaft, akte.ereignisse, akte.kopf),
        )
      : undefined;
  return sende(
    antwort,
    <VorgangSeite
      deps={deps}
      kraft={kraft}
      akte={akte}
      teil={teil}
      zurueck={listenweg(frage(anfrage, 'zurueck'))}
      dokument={frage(anfrage, 'dokument')}
      vollstaendig={vollstaendig}
      weg={teil === 'weg' ? await liesWeg(deps, akte) : null}
    />,
  );
}

type Props = {
  deps: SeitenDeps;
  kraft: Kraft;
  akte: Akte;
  teil: Teil;
  /** address of the list she came from */
  zurueck: string;
  dokument?: string;
  versuch?: Versuch;
  /** asked for with the course of events */
  vollstaendig?: Vollstaendigkeit | undefined;
  /** the way taken, asked for with the drawing */
  weg?: Gegangen | null;
  /** stands above the task: what happened meanwhile */
  children?: ComponentChildren;
};

export function VorgangSeite(props: Props) {
  const {
    deps,
    kraft,
    akte,
    teil,
    zurueck,
    dokument = '',
    versuch,
    vollstaendig,
    weg: gegangen = null,
    children,
  } = props;
  const { t, verzeichnis, katalog } = deps;
  const { zeile, vorgang } = akte;
  const titel = `${katalog.name(zeile.leistung)} – ${zeile.betreff}`;
  const body = verzeichnis.byId(zeile.koerperschaft);
  const weg = (x: Teil) => `/arbeitsplatz/vorgang/${zeile.id}?teil=${x}&zurueck=${encodeURIComponent(zurueck)}`;
  const p = { deps, akte };
  const inhalt: Record<Teil, () => ComponentChildren> = {
    antrag: () => <Antrag {...p} />,
    geprueft: () => <Geprueft {...p} />,
    unterlagen: () => <Unterlagen {...p} gewaehlt={dokument} teilWeg={weg('unterlagen')} />,
    geld: () => <Geld {...p} />,
    bekanntgabe: () => <Bekanntgabe {...p} />,
    verlauf: () => <Verlauf {...p} vollstaendig={vollstaendig} />,
    weg: () => <Weg {...p} weg={gegangen} />,
  };
  const anzahl: Partial<Record<Teil, number>> = { unterlagen: akte.dokumente.length, verlauf: akte.ereignisse.length };
  return (
    <Rahmen
      deps={deps}
      kraft={kraft}
      bereich={null}
      titel={titel}
      fehler={(versuch?.fehler.length ?? 0) > 0}
      handelndFuer={{
        koerperschaft: {
          name: body?.name ?? '',
          kurzname: body?.kurzname ?? '',
          farbe: akte.auftritt?.farbe ?? OHNE_FARBE,
        },
        grundlage: grundlageText(t, verzeichnis, zeile, kraft.stelle),
      }}
      krumen={[
        { titel: t('arbeitsplatz.bereich.eingang'), weg: `${zurueck}#v-${zeile.id}` },
        { titel: zeile.aktenzeichen },
      ]}
    >
      <h1>
        {titel} <Standmarke deps={deps} akte={akte} />
      </h1>
      <Angaben
        dicht
        angaben={[
          { name: t('arbeitsplatz.akte.aktenzeichen'), wert: zeile.aktenzeichen },
          { name: t('arbeitsplatz.akte.oertlich'), wert: verzeichnis.byId(vorgang.oertlich)?.name ?? '' },
          { name: t('arbeitsplatz.akte.zustaendig'), wert: body?.name ?? '' },
          { name: t('arbeitsplatz.akte.bearbeitet'), wert: verzeichnis.byId(vorgang.stelle)?.name ?? '' },
          ...(vorgang.registerNummer ? [{ name: t('arbeitsplatz.akte.register'), wert: vorgang.registerNummer }] : []),
        ]}
      />
      <Herkunft {...p} />
      {children}
      <Stoerungen {...p} kraft={kraft} />
      <div class="haus-akte haus-tisch__inhalt">
        <div class="haus-akte__arbeit haus-tisch__inhalt">
          <Aufgaben {...p} zurueck={zurueck} versuch={versuch} />
          <AbgebenLink {...p} kraft={kraft} />
          <WiderspruchLink {...p} kraft={kraft} />
          {zeile.koerperschaft === kraft.stelle && kraft.rollen.some((r) => AUSKUNFT.includes(r.rolle)) && (
            <p>
              <a href={`/steuerung/zugang/vorgang?aktenzeichen=${encodeURIComponent(zeile.aktenzeichen)}`}>
                {t('arbeitsplatz.wersieht')}
              </a>
            </p>
          )}
          {akte.gezaehlt && (
            <p>
              <a href={aufwandWeg(akte.gezaehlt.vereinbarung, akte.gezaehlt.tag.slice(0, 7))}>
                {t('arbeitsplatz.aufwand')}
              </a>
            </p>
          )}
          <Befangenheit {...p} kraft={kraft} />
          {akte.darfLoeschen && <VorhabenLink {...LOESCHEN} {...{ t, akte }} />}
        </div>
        <div class="haus-akte__inhalt haus-tisch__inhalt">
          <Reiter
            zweite
            name={t('arbeitsplatz.akte.teile')}
            ziele={TEILE.map((x) => ({
              titel: t(`arbeitsplatz.teil.${x}`),
              weg: weg(x),
              aktuell: x === teil,
              ...(anzahl[x] === undefined ? {} : { anzahl: anzahl[x] }),
            }))}
          />
          {inhalt[teil]()}
        </div>
      </div>
    </Rahmen>
  );
}

function Standmarke({ deps: { t }, akte: { zeile } }: Pick<Props, 'deps' | 'akte'>) {
  const ton = { laeuft: 'info', wartet: 'warning', abgeschlossen: 'success' } as const;
  return <Marke ton={ton[zeile.stand]}>{t(`arbeitsplatz.stand.${zeile.stand}`)}</Marke>;
}
