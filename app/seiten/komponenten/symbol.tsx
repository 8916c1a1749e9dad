/** The signs of KERN that pages use. */
export type SymbolName =
  | 'account-circle'
  | 'arrow-forward'
  | 'arrow-back'
  | 'calendar-today'
  | 'check'
  | 'close'
  | 'danger'
  | 'download'
  | 'draft'
  | 'edit'
  | 'help'
  | 'home'
  | 'info'
  | 'logout'
  | 'mail'
  | 'open-in-new'
  | 'search'
  | 'success'
  | 'visibility'
  | 'warning';

/** A sign beside a word; never alone, so it is hidden from screen readers. */
export function Symbol({ name, gross }: { name: SymbolName; gross?: boolean }) {
  return <span class={`kern-icon kern-icon--${name} kern-icon--${gross ? 'large' : 'default'}`} aria-hidden="true" />;
}
