import type { Dateivergleich, Vergleichszeile } from '../../../leistungen/index.ts';
import { abdruckOf, type Fassungslage } from '../../../steuerung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Angaben, Aufklappen, Knoepfe, Knopf, LeererZustand, VersteckteFelder } from '../../komponenten/index.ts';
import { wann } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { Unterseite } from '../rahmen.tsx';
import { FASSUNGEN as WEG } from '../satzung/felder.ts';
import { darfEntscheiden } from './seite.tsx';

/** Lines that are the same and stand beside a change. */
const UMGEBUNG = 2;

type Props = {
  deps: SeitenDeps;
  kraft: Kraft;
  lage: Fassungslage;
  von: string;
  nach: string;
  dateien: readonly Dateivergleich[];
};

/** What one version says and the other does not, and the release of the newer one where it waits. */
export function VergleichSeite({ deps, kraft, lage, von, nach, dateien }: Props) {
  const { t, katalog } = deps;
  const name = katalog.name(lage.leistung);
  const seit = (fassung: string) => {
    const ab = fassung === lage.gilt?.fassung ? lage.gilt.ab : lage.verlauf.find((v) => v.fassung === fassung)?.ab;
    if (fassung === lage.wartet?.fassung)
      return t('fassungen.vergleich.wartet', { fassung, wann: wann(t, lage.wartet.ab) });
    return ab ? t('fassungen.seit', { fassung, wann: wann(t, ab) }) : fassung;
  };
  return (
    <Unterseite
      deps={deps}
      kraft={kraft}
      bereich="satzung"
      titel={t('fassungen.vergleich.titel', { name })}
      ueber={{ titel: t('fassungen.titel'), weg: WEG }}
    >
      <Angaben
        dicht
        angaben={[
          { name: t('fassungen.vergleich.von'), wert: seit(von) },
          { name: t('fassungen.vergleich.nach'), wert: seit(nach) },
        ]}
      />
      {dateien.length === 0 ? (
        <LeererZustand titel={t('fassungen.vergleich.gleich')} />
      ) : (
        <p>{t('fassungen.vergleich.lesen', { anzahl: dateien.length })}</p>
      )}
      {dateien.map((d, n) => (
        <Datei deps={deps} d={d} id={`datei-${n}`} />
      ))}
      {von === lage.gilt?.fassung && darfEntscheiden(kraft, lage.leistung) && (
        <Freigabe deps={deps} lage={lage} nach={nach} />
      )}
    </Unterseite>
  );
}

function Freigabe({ deps: { t }, lage, nach }: Pick<Props, 'deps' | 'lage' | 'nach'>) {
  const wartet = nach === lage.wartet?.fassung;
  if (!wartet && !lage.fruehere.includes(nach)) return null;
  const art = wartet ? 'freigeben' : 'zurueck';
  return (
    <section class="haus-abstand" aria-labelledby="freigabe">
      <h2 id="freigabe">{t(`fassungen.${art}.titel`)}</h2>
      <p>{t(`fassungen.${art}.text`)}</p>
      <form method="post" action={WEG}>
        <VersteckteFelder felder={{ leistung: lage.leistung, fassung: nach, stand: abdruckOf(lage) }} />
        <Knoepfe>
          <Knopf rang="primary" name="was" wert="freigeben">
            {t(`fassungen.${art}.knopf`)}
          </Knopf>
        </Knoepfe>
      </form>
    </section>
  );
}

function Datei({ deps: { t }, d, id }: { deps: SeitenDeps; d: Dateivergleich; id: string }) {
  const titel = titelOf(t, d.datei);
  return (
    <section class="haus-abstand" aria-labelledby={id}>
      <h2 id={id}>{titel}</h2>
      {d.worte.length > 0 ? (
        <Zeilen t={t} zeilen={d.worte} titel={titel} />
      ) : (
        <p>{t(`fassungen.vergleich.${d.quelltext.length > 0 ? 'nurQuelltext' : 'nurLeerzeichen'}`)}</p>
      )}
      {d.quelltext.length > 0 && (
        <Aufklappen titel={t('fassungen.vergleich.quelltext', { datei: d.datei })}>
          <Zeilen t={t} zeilen={d.quelltext} titel={d.datei} />
        </Aufklappen>
      )}
    </section>
  );
}

type Texte = SeitenDeps['t'];

function titelOf(t: Texte, datei: string): string {
  const [ordner = '', ...rest] = datei.split('/');
  const name = (rest.at(-1) ?? ordner).replace(/\.\w+$/, '');
  const arten = ['aufgaben', 'briefe', 'regeln'] as const;
  const art = arten.find((a) => a === ordner);
  // a letter is two files: what it says, and what is told of it
  if (art === 'briefe' && datei.endsWith('.yaml')) return t('fassungen.datei.briefangaben', { name });
  if (art) return t(`fassungen.datei.${art}`, { name });
  const einzelne = ['formular', 'leistung', 'prozess', 'amt24'] as const;
  const eine = einzelne.find((e) => e === name);
  return eine ? t(`fassungen.datei.${eine}`) : datei;
}

/** Two texts laid over each other; what is the same is left out but for a few lines around. */
function Zeilen({ t, zeilen, titel }: { t: Texte; zeilen: readonly Vergleichszeile[]; titel: string }) {
  const nah = zeilen.map((_, n) =>
    zeilen.slice(Math.max(0, n - UMGEBUNG), n + UMGEBUNG + 1).some((z) => z.art !== 'gleich'),
  );
  return (
    // a region that scrolls is reached by the keyboard
    <section class="haus-zeilen" aria-label={t('fassungen.zeile.region', { titel })} tabindex={0}>
      {zeilen.map((z, n) => {
        if (!nah[n]) return n === 0 || nah[n - 1] ? <div class="haus-zeilen__rest">⋯</div> : null;
        const text = z.text.trimStart();
        const einzug = z.text.slice(0, z.text.length - text.length);
        if (z.art === 'gleich') return <div>{z.text || ' '}</div>;
        const Art = z.art === 'neu' ? 'ins' : 'del';
        return (
          <div>
            {einzug}
            <Art>
              <span class="kern-sr-only">{t(`fassungen.zeile.${z.art}`)}</span>
              {text || ' '}
            </Art>
          </div>
        );
      })}
    </section>
  );
}
