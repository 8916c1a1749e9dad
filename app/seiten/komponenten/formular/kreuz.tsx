type KreuzProps = {
  art: 'checkbox' | 'radio';
  id: string;
  name: string;
  wert: string;
  titel: string;
  gewaehlt?: boolean;
  pflicht?: boolean;
  fehlerhaft?: boolean;
};

/** A box or a radio button, with its words behind it. */
export function Kreuz(p: KreuzProps) {
  const klasse = `kern-form-check__${p.art}`;
  return (
    <div class="kern-form-check">
      <input
        class={p.fehlerhaft ? `${klasse} ${klasse}--error` : klasse}
        type={p.art}
        id={p.id}
        name={p.name}
        value={p.wert}
        checked={p.gewaehlt}
        required={p.pflicht}
      />
      <label class="kern-label" for={p.id}>
        {p.titel}
      </label>
    </div>
  );
}
