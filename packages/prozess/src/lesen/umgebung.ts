/** What a node is in the graph, known before its kind is read. */
export interface Umgebung {
  readonly id: string;
  readonly name: string;
  readonly aus: readonly string[];
  readonly ein: readonly string[];
  /** ids of the boundary events attached to it */
  readonly rand: readonly string[];
}
