import type { Leistung } from '../../../leistungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  Angaben,
  Aufklappen,
  Fehlerliste,
  Hinweis,
  Knoepfe,
  Knopf,
  LeererZustand,
  Marke,
  Tabelle,
} from '../../komponenten/index.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { Rahmen } from '../rahmen.tsx';
import { type Gruppe, ungleiche, type Vorschau } from './lage.ts';

type Basis = { deps: SeitenDeps; kraft: Kraft };

/** Which running cases follow an older version, by Leistung. */
export function UebersichtSeite({ deps, kraft, gruppen }: Basis & { gruppen: readonly Gruppe[] }) {
  const { t, katalog } = deps;
  const titel = t('arbeitsplatz.umstellen.titel');
  const weg = (g: Gruppe) =>
    `/arbeitsplatz/umstellen?leistung=${encodeURIComponent(g.leistung)}&fassung=${encodeURIComponent(g.fassung)}`;
  return (
    <Rahmen deps={deps} kraft={kraft} bereich={null} titel={titel}>
      <h1>{titel}</h1>
      <p>{t('arbeitsplatz.umstellen.einleitung')}</p>
      {gruppen.length === 0 ? (
        <LeererZustand titel={t('arbeitsplatz.umstellen.keine')} />
      ) : (
        <Tabelle
          id="fassungen"
          titel={t('arbeitsplatz.umstellen.fassungen')}
          titelVersteckt
          dicht
          stapeln
          spalten={[
            { titel: t('arbeitsplatz.umstellen.leistung'), zeilenkopf: true },
            { titel: t('arbeitsplatz.umstellen.fassung') },
            { titel: t('arbeitsplatz.umstellen.anzahl'), zahl: true },
          ]}
          zeilen={gruppen.map((g) => ({
            zellen: [<a href={weg(g)}>{katalog.name(g.leistung)}</a>, g.fassung, String(g.vorgaenge.length)],
          }))}
        />
      )}
    </Rahmen>
  );
}

export interface Ergebnis {
  umgestellt: number;
  geblieben: number;
}

type Props = Basis & {
  gruppe: Gruppe;
  alt: Leistung;
  neu: Leistung;
  /** the mapping as it was typed */
  text: string;
  unlesbar: readonly string[];
  vorschau: readonly Vorschau[];
  ergebnis?: Ergebnis | undefined;
};

/** The dry run of one group, the mapping, the button; after it the result. */
export function GruppeSeite(p: Props) {
  const { deps, kraft, gruppe, alt, neu, unlesbar, vorschau, ergebnis } = p;
  const { t, katalog } = deps;
  const titel = t('arbeitsplatz.umstellen.gruppe', { leistung: katalog.name(gruppe.leistung) });
  const gehen = vorschau.filter((v) => v.aussicht.ok).length;
  return (
    <Rahmen
      deps={deps}
      kraft={kraft}
      bereich={null}
      titel={titel}
      fehler={unlesbar.length > 0}
      krumen={[{ titel: t('arbeitsplatz.umstellen.titel'), weg: '/arbeitsplatz/umstellen' }, { titel }]}
    >
      <Fehlerliste
        t={t}
        fehler={unlesbar.map((zeile) => ({
          meldung: t('arbeitsplatz.umstellen.unlesbar', { zeile }),
          ziel: 'zuordnung',
        }))}
      />
      <h1>{titel}</h1>
      {ergebnis && (
        <Hinweis
          t={t}
          ton={ergebnis.umgestellt > 0 ? 'success' : 'warning'}
          titel={t('arbeitsplatz.umstellen.ergebnis', {
            umgestellt: ergebnis.umgestellt,
            geblieben: ergebnis.geblieben,
          })}
        >
          <p>{t('arbeitsplatz.umstellen.rest', { anzahl: gruppe.vorgaenge.length })}</p>
        </Hinweis>
      )}
      <Angaben
        dicht
        angaben={[
          { name: t('arbeitsplatz.umstellen.von'), wert: alt.fassung },
          { name: t('arbeitsplatz.umstellen.nach'), wert: neu.fassung },
          { name: t('arbeitsplatz.umstellen.anzahl'), wert: String(gruppe.vorgaenge.length) },
          { name: t('arbeitsplatz.umstellen.gehen'), wert: String(gehen) },
        ]}
      />
      {gruppe.vorgaenge.length === 0 ? (
        <LeererZustand titel={t('arbeitsplatz.umstellen.keine')} />
      ) : (
        <>
          <Zuordnung {...p} />
          <Vorschautabelle {...p} />
          <Ausfuehren {...p} gehen={gehen} />
        </>
      )}
    </Rahmen>
  );
}

function Zuordnung({ deps: { t }, gruppe, alt, neu, text }: Props) {
  const offen = ungleiche(alt.prozess, neu.prozess);
  const vorschlag = text || offen.map((o) => `${o.id} = `).join('\n');
  return (
    <Aufklappen titel={t('arbeitsplatz.umstellen.zuordnung', { anzahl: offen.length })} offen={offen.length > 0}>
      <form class="haus-formular" method="get" action="/arbeitsplatz/umstellen">
        <input type="hidden" name="leistung" value={gruppe.leistung} />
        <input type="hidden" name="fassung" value={gruppe.fassung} />
        <div class="kern-form-input">
          <label class="kern-label" for="zuordnung">
            {t('arbeitsplatz.umstellen.feld')}
          </label>
          <div class="kern-hint" id="zuordnung-hilfe">
            {t('arbeitsplatz.umstellen.hilfe')}
          </div>
          <textarea
            class="kern-form-input__input"
            id="zuordnung"
            name="zuordnung"
            rows={4}
            aria-describedby="zuordnung-hilfe"
          >
            {vorschlag}
          </textarea>
        </div>
        <Knoepfe>
          <Knopf>{t('arbeitsplatz.umstellen.neuePruefung')}</Knopf>
        </Knoepfe>
      </form>
    </Aufklappen>
  );
}

function Vorschautabelle({ deps: { t }, alt, neu, vorschau }: Props) {
  const name = (l: Leistung, id: string | undefined) => (id && l.prozess.knoten.get(id)?.name) || id || '';
  return (
    <Tabelle
      id="vorschau"
      titel={t('arbeitsplatz.umstellen.vorschau')}
      dicht
      stapeln
      spalten={['vorgang', 'geht', 'wasGeschieht'].map((s, i) => ({
        titel: t(`arbeitsplatz.umstellen.${s}`),
        zeilenkopf: i === 0,
      }))}
      zeilen={vorschau.map(({ vorgang, aussicht: a }) => ({
        zellen: [
          <a href={`/arbeitsplatz/vorgang/${vorgang.id}?teil=weg`}>{vorgang.aktenzeichen}</a>,
          <Marke ton={a.ok ? 'success' : 'danger'}>
            {t(a.ok ? 'arbeitsplatz.umstellen.ja' : 'arbeitsplatz.umstellen.nein')}
          </Marke>,
          <ul class="haus-punkte">
            {a.ok
              ? a.punkte.map((x) => (
                  <li>
                    {t(`arbeitsplatz.umstellen.punkt.${x.was}`, {
                      von: name(alt, x.von),
                      nach: name(neu, x.nach),
                    })}
                    {x.hinweis && ` ${x.hinweis}`}
                  </li>
                ))
              : a.gruende.map((g) => (
                  <li>
                    {g.name || g.element}: {g.meldung}
                  </li>
                ))}
          </ul>,
        ],
      }))}
    />
  );
}

function Ausfuehren({ deps: { t }, gruppe, neu, text, gehen, unlesbar }: Props & { gehen: number }) {
  if (gehen === 0 || unlesbar.length > 0) return <p>{t('arbeitsplatz.umstellen.keinerGeht')}</p>;
  return (
    <form method="post" action="/arbeitsplatz/umstellen">
      <input type="hidden" name="leistung" value={gruppe.leistung} />
      <input type="hidden" name="fassung" value={gruppe.fassung} />
      <input type="hidden" name="nach" value={neu.fassung} />
      <input type="hidden" name="zuordnung" value={text} />
      <p>{t('arbeitsplatz.umstellen.folge')}</p>
      <Knoepfe>
        <Knopf rang="primary">{t('arbeitsplatz.umstellen.knopf', { anzahl: gehen })}</Knopf>
      </Knoepfe>
    </form>
  );
}
