import type { ComponentChildren } from 'preact';
import type { Texte } from '../../../base/index.ts';
import {
  auslaufOf,
  darfAendern,
  type Fassung,
  geltungen,
  naechsterOf,
  type Schritt,
} from '../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  Angaben,
  Aufklappen,
  feldId,
  Hinweis,
  KnopfLink,
  NaechsterSchritt,
  Statuslinie,
  Tabelle,
} from '../../komponenten/index.ts';
import { tagText, wann } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { type Blatt, darfHandeln, gegenseite } from './laden.ts';
import { WEG } from './liste.tsx';
import { Punkte } from './pruefliste.tsx';
import { istSchritt, type Seitenschritt } from './schritte.ts';
import { Schrittformular, type Versuch } from './schrittformular.tsx';
import { Vereinbarungsseite } from './seite.tsx';
import { Aufgehen, leistungenText, letzterTag, Standmarke, zeitText } from './teile.tsx';
import { stationen } from './weg.ts';

export type BlattProps = {
  deps: SeitenDeps;
  kraft: Kraft;
  blatt: Blatt;
  versuch?: Versuch | undefined;
  getan?: string;
};

/** One agreement: where it stands, what comes next, what is missing, its text, and every step with its hash. */
export function BlattSeite(p: BlattProps) {
  const { deps, kraft, blatt, versuch, getan = '' } = p;
  const { t } = deps;
  const fehler = versuch
    ? [
        ...(versuch.meldung ? [{ meldung: versuch.meldung }] : []),
        ...versuch.fehler.map((f) => ({ meldung: f.meldung, ziel: feldId(`${versuch.schritt}.${f.feld}`) })),
      ]
    : [];
  return (
    <Vereinbarungsseite deps={deps} kraft={kraft} titel={blatt.fassung.inhalt.titel} fehler={fehler}>
      <p>
        <Standmarke t={t} blatt={blatt} /> {leistungenText(blatt)}
      </p>
      <Aufgehen t={t} aufgehen={blatt.aufgehen} />
      {istSchritt(getan) && <Hinweis t={t} ton="success" titel={t(`vereinbarungen.getan.${getan}`)} />}
      {getan === 'entwerfen' && <Hinweis t={t} ton="success" titel={t('vereinbarungen.getan.entwerfen')} />}
      <div class="haus-akte haus-tisch__inhalt">
        <div class="haus-akte__arbeit haus-tisch__inhalt">
          <Arbeit {...p} />
        </div>
        <div class="haus-akte__inhalt haus-tisch__inhalt">
          <Eckdaten t={t} blatt={blatt} />
          <h2>{t('vereinbarungen.weg.titel')}</h2>
          <Statuslinie t={t} name={t('vereinbarungen.weg.titel')} stationen={stationen(t, blatt)} />
          <h2>{t('vereinbarungen.pruefliste.titel')}</h2>
          <Punkte t={t} blatt={blatt} />
          <Text {...p} />
          <Schritte {...p} />
        </div>
      </div>
    </Vereinbarungsseite>
  );
}

function Eckdaten({ t, blatt }: { t: Texte; blatt: Blatt }) {
  const { fassung, namen, aufsicht } = blatt;
  return (
    <Angaben
      dicht
      angaben={[
        { name: t('vereinbarungen.spalte.art'), wert: t(`vereinbarungen.art.${fassung.inhalt.art}`) },
        { name: t('vereinbarungen.seite.auftraggeber'), wert: namen.auftraggeber },
        { name: t('vereinbarungen.seite.auftragnehmer'), wert: namen.auftragnehmer },
        { name: t('vereinbarungen.spalte.zeit'), wert: zeitText(t, blatt) },
        { name: t('vereinbarungen.kosten'), wert: fassung.inhalt.kosten || t('vereinbarungen.kostenImText') },
        { name: t('vereinbarungen.aufsicht'), wert: aufsicht },
      ]}
    />
  );
}

/** The one thing to do, and the rare ones folded away. Who does not lead the house sees for whom it waits. */
function Arbeit({ deps, kraft, blatt, versuch }: BlattProps) {
  const { t } = deps;
  const n = naechsterOf(blatt.stand, blatt.seite, blatt.heute);
  const handeln = darfHandeln(kraft);
  const andere = blatt.namen[gegenseite(blatt.seite)];
  const selten = handeln ? n.selten.filter((s): s is Seitenschritt => istSchritt(s) && s !== n.befehl) : [];
  const formular = (schritt: Seitenschritt, mehr: { haupt?: boolean; vorwahl?: Record<string, string> } = {}) => (
    <Schrittformular deps={deps} blatt={blatt} schritt={schritt} versuch={versuch} {...mehr} />
  );
  const naechstes: ComponentChildren =
    n.befehl !== null && istSchritt(n.befehl) ? (
      handeln ? (
        formular(n.befehl, { haupt: true, ...(n.nachweis ? { vorwahl: { was: n.nachweis } } : {}) })
      ) : (
        <p>{t('vereinbarungen.nurLeitung', { schritt: t(`vereinbarungen.knopf.${n.befehl}`) })}</p>
      )
    ) : (
      <p>{n.wartet ? t('vereinbarungen.wartetAuf', { name: andere }) : t('vereinbarungen.nichtsZuTun')}</p>
    );
  return (
    <>
      <NaechsterSchritt t={t}>{naechstes}</NaechsterSchritt>
      {selten.map((s) => (
        <Aufklappen titel={t(`vereinbarungen.knopf.${s}`)} offen={versuch?.schritt === s}>
          {formular(s)}
        </Aufklappen>
      ))}
      {handeln && auslaufOf(blatt.stand).ok && (
        <p>
          <KnopfLink klein weg={`${WEG}/${blatt.stand.id}/auslauf`}>
            {t('vereinbarungen.auslauf.weiter')}
          </KnopfLink>
        </p>
      )}
      {handeln && darfAendern(blatt.stand, blatt.heute) && (
        <p>
          <KnopfLink klein weg={`${WEG}/neu?aendert=${blatt.stand.id}`}>
            {t('vereinbarungen.aendern')}
          </KnopfLink>
        </p>
      )}
    </>
  );
}

function Text({ deps: { t }, blatt }: BlattProps) {
  const { fassung, stand, seite } = blatt;
  const fruehere = geltungen(stand).filter((g) => g.fassung.nr !== fassung.nr);
  return (
    <>
      <h2>{t('vereinbarungen.text.titel', { fassung: fassung.nr })}</h2>
      <p>
        {fassung.urkunde[seite] ? (
          <Urkunde t={t} blatt={blatt} fassung={fassung} />
        ) : (
          t(fassung.erklaert[seite] ? 'vereinbarungen.text.wirdErstellt' : 'vereinbarungen.text.nochNicht')
        )}
      </p>
      <Aufklappen titel={t('vereinbarungen.text.lesen')} offen={!fassung.erklaert[seite]}>
        {fassung.text.map((p) => (
          <section>
            <h3>{p.titel}</h3>
            {p.absaetze.map((a) => (
              <p>{a}</p>
            ))}
          </section>
        ))}
        <p>
          {t('vereinbarungen.text.hash')} <code>{fassung.textHash}</code>
        </p>
      </Aufklappen>
      {fruehere.map((g) => (
        <p>
          {t('vereinbarungen.text.frueher', { fassung: g.fassung.nr, ab: tagText(g.ab) })}{' '}
          {g.fassung.urkunde[seite] && <Urkunde t={t} blatt={blatt} fassung={g.fassung} />}
        </p>
      ))}
    </>
  );
}

/** The own sealed copy, and how long its proofs last. */
function Urkunde({ t, blatt, fassung }: { t: Texte; blatt: Blatt; fassung: Fassung }) {
  const e = blatt.erneuert.get(fassung.urkunde[blatt.seite] ?? '');
  return (
    <>
      <a href={`${WEG}/${blatt.stand.id}/urkunde?fassung=${fassung.nr}`}>{t('vereinbarungen.text.pdf')}</a>
      <br />
      {e
        ? t('vereinbarungen.text.erneuert', { tag: wann(t, e.at), bis: wann(t, e.faellig) })
        : t('vereinbarungen.text.wirdErneuert')}
    </>
  );
}

function Schritte({ deps, blatt }: BlattProps) {
  const { t } = deps;
  const { stand, namen, personen } = blatt;
  const wer = (s: Schritt) =>
    [s.person ? personen.get(s.person) : undefined, namen[s.seite]].filter((x) => x !== undefined).join(', ');
  return (
    <>
      <h2>{t('vereinbarungen.verlauf.titel')}</h2>
      <Tabelle
        id="schritte"
        titel={t('vereinbarungen.verlauf.titel')}
        titelVersteckt
        dicht
        stapeln
        spalten={['wann', 'was', 'wer', 'hash'].map((s, i) => ({
          titel: t(`vereinbarungen.verlauf.${s}`),
          zeilenkopf: i === 1,
        }))}
        zeilen={stand.schritte.map((s) => ({
          zellen: [wann(t, s.at), was(t, s), wer(s), <code>{s.hash.slice(0, 16)}</code>],
        }))}
      />
      <p>{t('vereinbarungen.verlauf.hinweis')}</p>
    </>
  );
}

/** What a step said, in a line. */
function was(t: Texte, s: Schritt): ComponentChildren {
  const teile: string[] = [t(`vereinbarungen.schritt.${s.art}`)];
  if ('fassung' in s && s.fassung > 1) teile.push(t('vereinbarungen.verlauf.fassung', { nr: s.fassung }));
  if (s.art === 'nachgewiesen') teile.push(t(`vereinbarungen.punkt.${s.was}`));
  for (const feld of [
    'tag',
    'ab',
    'zum',
    'nummer',
    'behoerde',
    'zeichen',
    'fundstelle',
    'grund',
    'genehmigung',
    'bestaetigung',
  ])
    if (feld in s) {
      const wert = (s as unknown as Record<string, unknown>)[feld];
      if (typeof wert === 'string' && wert !== '') teile.push(tagText(wert));
      if (feld === 'ab' && 'bis' in s && s.bis) teile.push(t('vereinbarungen.bis', { tag: letzterTag(s.bis) }));
    }
  if (s.art === 'benannt' || s.art === 'gestrichen')
    teile.push(t('vereinbarungen.verlauf.vorgaenge', { anzahl: s.vorgaenge.length }));
  const befunde = 'befunde' in s ? s.befunde : [];
  return [...teile, ...befunde].join(' · ');
}
