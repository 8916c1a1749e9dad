/** What a node is in the graph, known before its kind is read. */
export interface Umgebung {
  readonly id: string;
  readonly name: string;
  readonly aus: readonly string[];
  readonly ein: readonly string[];
  readonly bereich?: string;
}

/** What else a reader may need: boundary events, compensation, and the kind of scope a start event begins. */
export interface Umfeld {
  /** ids of the boundary events attached to it */
  readonly rand: readonly string[];
  /** a compensation boundary event: the activity it leads to */
  readonly durch?: string;
  readonly wo: 'prozess' | 'aufruf' | 'teilprozess' | 'ereignisteilprozess';
}
