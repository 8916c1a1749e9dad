import type { ComponentChildren } from 'preact';

export type Angabe = { readonly name: string; readonly wert: ComponentChildren };

/** Names and values. `dicht` for staff: small, in columns where there is room. */
export function Angaben({ angaben, dicht }: { angaben: readonly Angabe[]; dicht?: boolean }) {
  return (
    <dl class={dicht ? 'kern-description-list haus-angaben--dicht' : 'kern-description-list'}>
      {angaben.map(({ name, wert }) => (
        <div class="kern-description-list-item">
          <dt class="kern-description-list-item__key">{name}</dt>
          <dd class="kern-description-list-item__value">{wert}</dd>
        </div>
      ))}
    </dl>
  );
}
