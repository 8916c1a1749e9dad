import type { Ereignis } from '@rathausverbund/nachweis';
import type { Leistung } from '../../../leistungen/index.ts';
import { Angaben, Aufklappen, LeererZustand } from '../../komponenten/index.ts';
import { wann } from '../../personal/zeit.ts';
import { Gesetzt } from './gesetzt.tsx';
import type { TeilProps } from './teil-props.ts';
import { werteZeilen } from './werte.ts';

const decisionOf = (rule: string | null): string => rule?.split('#')[1] ?? '';

/** What the author of the process called the step in which this rule spoke. */
export function regelName({ prozess }: Pick<Leistung, 'prozess'>, rule: string | null): string {
  const decision = decisionOf(rule);
  return prozess.entscheidungen.find((e) => e.decision === decision)?.name || decision;
}

const GEPRUEFT = new Set(['regel.angewandt', 'angabe.gesetzt']);

/** What the rules said, and why, and what a person set instead, in order; the bare values are folded away. */
export function Geprueft(p: TeilProps) {
  const { t } = p.deps;
  const sprueche = p.akte.ereignisse.map((e) => e.ereignis).filter((e) => GEPRUEFT.has(e.kind));
  if (sprueche.length === 0) return <LeererZustand titel={t('arbeitsplatz.leer.geprueft')} />;
  return <>{sprueche.map((e) => (e.kind === 'angabe.gesetzt' ? <Gesetzt {...p} e={e} /> : <Spruch {...p} e={e} />))}</>;
}

function Spruch({ deps: { t }, akte, e }: TeilProps & { e: Ereignis }) {
  const name = regelName(akte.leistung, e.rule);
  const herleitung = texte(e.data['herleitung']);
  const lesart = akte.leistung.lesart(decisionOf(e.rule));
  const zeilen = werteZeilen(t, e.data['wert'], lesart).map((z) => ({
    ...z,
    name: z.name || t('arbeitsplatz.geprueft.ergebnis'),
  }));
  return (
    <section class="haus-tisch__inhalt" aria-labelledby={`regel-${e.n}`}>
      <h2 id={`regel-${e.n}`}>{name}</h2>
      <ul class="haus-liste">
        {[...texte(e.data['begruendung']), ...texteIn(e.data['wert'])].map((satz) => (
          <li>{satz}</li>
        ))}
      </ul>
      {herleitung.length > 0 && (
        <Aufklappen titel={t('arbeitsplatz.geprueft.herleitung')}>
          <ol class="haus-liste">
            {herleitung.map((satz) => (
              <li>{satz}</li>
            ))}
          </ol>
        </Aufklappen>
      )}
      <Aufklappen titel={t('arbeitsplatz.geprueft.werte')}>
        <Angaben dicht angaben={zeilen} />
        <p>{t('arbeitsplatz.geprueft.quelle', { regel: e.rule ?? '', am: wann(t, e.at) })}</p>
      </Aufklappen>
    </section>
  );
}

const texte = (wert: unknown): string[] => (Array.isArray(wert) ? wert.filter((w) => typeof w === 'string') : []);

/** Lists of sentences within the result, such as notes for the clerk. */
const texteIn = (wert: unknown): string[] =>
  typeof wert === 'object' && wert !== null ? Object.values(wert).flatMap(texte) : [];
