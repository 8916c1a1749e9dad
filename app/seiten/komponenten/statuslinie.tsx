import type { Texte } from './typen.ts';

export type Station = {
  readonly titel: string;
  readonly stand: 'erledigt' | 'aktuell' | 'offen';
  /** When it happened, or until when: "24.11.2026, 14:03 Uhr". */
  readonly wann?: string;
  readonly text?: string;
};

/** The real steps of a case with their dates, the one at work marked. */
export function Statuslinie({ t, name, stationen }: { t: Texte; name: string; stationen: readonly Station[] }) {
  return (
    <ol class="haus-linie" aria-label={name}>
      {stationen.map((s) => (
        <li
          class={`haus-linie__station haus-linie__station--${s.stand}`}
          aria-current={s.stand === 'aktuell' ? 'step' : undefined}
        >
          <span class="haus-linie__zeichen" aria-hidden="true" />
          <span class="haus-linie__titel">
            {s.titel}
            <span class="kern-sr-only"> ({t(`haus.stand.${s.stand}`)})</span>
          </span>
          {s.wann && <span class="haus-linie__wann">{s.wann}</span>}
          {s.text && <span class="haus-linie__text">{s.text}</span>}
        </li>
      ))}
    </ol>
  );
}
