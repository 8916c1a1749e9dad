import type { Dokumenterneuerungen } from '../../../dokumente/index.ts';
import type { ProtokollStand, Pruefpunkt, Zeituebersicht } from '../../../nachweise/index.ts';
import { Angaben, Hinweis, Marke, PortalSeite, Tabelle, type Texte } from '../../komponenten/index.ts';
import { lageOf, type Zeugenblick } from './lage.ts';
import { LAGE_TON, wann, zahl } from './uebersicht.tsx';
import { type Frage, VergleichTeil } from './vergleich.tsx';

export interface ProtokollSicht {
  readonly name: string;
  readonly ags: string;
  readonly stand: ProtokollStand;
  readonly epochen: readonly number[];
  /** how many of the witnesses that count must have cosigned; null: no witness is known yet */
  readonly regel: { readonly k: number; readonly von: number } | null;
  readonly zeugen: readonly Zeugenblick[];
  readonly dokumente: Dokumenterneuerungen;
  readonly zeit: Zeituebersicht | undefined;
  readonly staende: readonly Pruefpunkt[];
  readonly frage: Frage;
}

type Props = { t: Texte; demo: boolean; sicht: ProtokollSicht };

/** One log for whoever audits: who vouches for it, what it signed, and whether one state continues another. */
export function ProtokollSeite({ t, demo, sicht: s }: Props) {
  const titel = t('protokoll.eine.titel', { name: s.name });
  const weg = `/protokoll/${s.ags}`;
  const lage = lageOf(s.stand, Math.max(...s.epochen));
  return (
    <PortalSeite
      t={t}
      demo={demo}
      titel={titel}
      breit
      fehler={s.frage.antwort === 'zahl'}
      krumen={[
        { titel: t('pruefen.titel'), weg: '/pruefen' },
        { titel: t('protokoll.titel'), weg: '/protokoll' },
        { titel: s.name },
      ]}
    >
      <h1>{titel}</h1>
      <p>
        {t('protokoll.eine.epoche', { epoche: s.stand.epoche })}{' '}
        <Marke ton={LAGE_TON[lage]}>{t(`protokoll.lage.${lage}`)}</Marke>
      </p>
      {s.stand.angehalten !== null && (
        <Hinweis t={t} ton="danger" titel={t('protokoll.eine.angehalten')}>
          <p>{t('protokoll.eine.angehaltenText', { grund: s.stand.angehalten })}</p>
          <p>
            <a href="/arbeitsplatz/protokoll">{t('protokoll.eine.angehaltenWeg')}</a>
          </p>
        </Hinweis>
      )}
      <Angaben
        angaben={[
          { name: t('protokoll.eine.eintraege'), wert: zahl(s.stand.groesse) },
          { name: t('protokoll.eine.letzter'), wert: wann(s.stand.at, t('protokoll.ohne')) },
          { name: t('protokoll.eine.bezeugt'), wert: zahl(s.stand.bezeugt) },
          { name: t('protokoll.eine.origin'), wert: <code class="haus-roh">{s.stand.origin}</code> },
          { name: t('protokoll.eine.schluessel'), wert: <code class="haus-roh">{s.stand.vkey}</code> },
        ]}
      />
      <Zeugen t={t} sicht={s} />
      <Zeit t={t} zeit={s.zeit} dokumente={s.dokumente} />
      {s.stand.groesse > 0 && (
        <VergleichTeil t={t} weg={weg} epoche={s.stand.epoche} groesse={s.stand.groesse} frage={s.frage} />
      )}
      <Staende t={t} weg={weg} sicht={s} />
      <Selbst t={t} stand={s.stand} />
      <Epochen t={t} weg={weg} sicht={s} />
    </PortalSeite>
  );
}

function Zeugen({ t, sicht: { regel, zeugen, stand } }: { t: Texte; sicht: ProtokollSicht }) {
  const geschuetzt =
    stand.bezeugt > 0 && zeugen.some((z) => z.unabhaengig && (z.zuletzt?.groesse ?? 0) >= stand.bezeugt);
  return (
    <div class="haus-text">
      <h2 id="zeugen">{t('protokoll.eine.zeugen')}</h2>
      {!geschuetzt && <Hinweis t={t} ton="warning" titel={t('protokoll.eine.ohneSchutz')} />}
      {regel === null ? (
        <p>{t('protokoll.eine.zeugenKeine')}</p>
      ) : (
        <>
          <p>{t('protokoll.eine.regel', regel)}</p>
          <Tabelle
            id="zeugen-liste"
            titel={t('protokoll.eine.zeugen')}
            titelVersteckt
            stapeln
            spalten={['zeuge', 'betreiber', 'art', 'bis', 'wann'].map((s) => ({
              titel: t(`protokoll.eine.${s}`),
              zeilenkopf: s === 'zeuge',
              selbsterklaerend: s === 'art',
              zahl: s === 'bis',
            }))}
            zeilen={zeugen.map((z) => ({
              zellen: [
                z.zaehlt ? z.name : t('protokoll.eine.zaehltNicht', { name: z.name }),
                z.betreiber,
                <Marke ton={z.unabhaengig ? 'success' : 'warning'}>
                  {t(z.unabhaengig ? 'protokoll.eine.unabhaengig' : 'protokoll.eine.intern')}
                </Marke>,
                z.zuletzt ? zahl(z.zuletzt.groesse) : t('protokoll.eine.nichts'),
                wann(z.zuletzt?.zeit ?? null, t('protokoll.ohne')),
              ],
            }))}
          />
        </>
      )}
    </div>
  );
}

/** Backdating and ageing: the newest stamp, and when the next renewal is due, of the log and of sealed documents. */
function Zeit({ t, zeit, dokumente }: { t: Texte } & Pick<ProtokollSicht, 'zeit' | 'dokumente'>) {
  return (
    <div class="haus-text">
      <h2 id="zeit">{t('protokoll.zeit.titel')}</h2>
      {zeit === undefined ? (
        <p>{t('protokoll.zeit.keiner')}</p>
      ) : (
        <Angaben
          angaben={[
            { name: t('protokoll.zeit.letzter'), wert: wann(zeit.at, '') },
            { name: t('protokoll.zeit.bis'), wert: zahl(zeit.groesse) },
            { name: t('protokoll.zeit.anzahl'), wert: zahl(zeit.anzahl) },
            { name: t('protokoll.zeit.verfahren'), wert: zeit.verfahren.toUpperCase() },
            { name: t('protokoll.zeit.faellig'), wert: wann(zeit.faellig, '') },
          ]}
        />
      )}
      <h3>{t('protokoll.zeit.dokumente')}</h3>
      {dokumente.anzahl === 0 ? (
        <p>{t('protokoll.zeit.dokumenteKeine')}</p>
      ) : (
        <Angaben
          angaben={[
            { name: t('protokoll.zeit.dokumenteAnzahl'), wert: zahl(dokumente.anzahl) },
            { name: t('protokoll.zeit.dokumenteFaellig'), wert: zahl(dokumente.faellig) },
            { name: t('protokoll.zeit.dokumenteNaechste'), wert: wann(dokumente.naechste, '') },
            { name: t('protokoll.zeit.dokumenteDringend'), wert: wann(dokumente.dringend, t('protokoll.ohne')) },
          ]}
        />
      )}
    </div>
  );
}

function Staende({ t, weg, sicht: { staende, stand } }: { t: Texte; weg: string; sicht: ProtokollSicht }) {
  const letzter = staende.at(-1);
  if (!letzter) return null;
  return (
    <div class="haus-text">
      <h2 id="staende">{t('protokoll.eine.staende')}</h2>
      <Tabelle
        id="staende-liste"
        titel={t('protokoll.eine.staende')}
        titelVersteckt
        dicht
        stapeln
        spalten={[
          { titel: t('protokoll.spalte.eintraege'), zahl: true, zeilenkopf: true },
          { titel: t('protokoll.eine.zeit') },
          { titel: t('protokoll.eine.wurzel') },
        ]}
        zeilen={staende.map((p) => ({
          zellen: [
            zahl(p.groesse),
            wann(p.at, ''),
            <code class="haus-roh">{Buffer.from(p.wurzel).toString('hex')}</code>,
          ],
        }))}
      />
      {letzter.groesse > 1 && (
        <p>
          <a href={`${weg}?epoche=${stand.epoche}&bisher=${letzter.groesse - 1}#staende`}>
            {t('protokoll.eine.frueher')}
          </a>
        </p>
      )}
    </div>
  );
}

function Selbst({ t, stand }: { t: Texte; stand: ProtokollStand }) {
  return (
    <div class="haus-text">
      <h2 id="selbst">{t('protokoll.selbst.titel')}</h2>
      <p>{t('protokoll.selbst.text')}</p>
      <ul class="haus-liste">
        <li>
          <a href={`/log/${stand.koerperschaft}/${stand.epoche}/checkpoint`}>{t('protokoll.selbst.stand')}</a>
        </li>
        <li>
          <a href="/anker/anker.json">{t('protokoll.selbst.anker')}</a>
        </li>
      </ul>
    </div>
  );
}

function Epochen({ t, weg, sicht: { epochen, stand } }: { t: Texte; weg: string; sicht: ProtokollSicht }) {
  const andere = epochen.filter((e) => e !== stand.epoche);
  if (andere.length === 0) return null;
  return (
    <div class="haus-text">
      <h2 id="epochen">{t('protokoll.eine.epochen')}</h2>
      <ul class="haus-liste">
        {andere.map((e) => (
          <li>
            <a href={`${weg}?epoche=${e}`}>{t('protokoll.eine.andereEpoche', { epoche: e })}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
