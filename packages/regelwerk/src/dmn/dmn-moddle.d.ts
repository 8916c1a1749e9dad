declare module 'dmn-moddle' {
  export interface DmnElement {
    readonly $type: string;
    readonly [name: string]: unknown;
  }
  export interface DmnReader {
    fromXML(xml: string): Promise<{ rootElement: DmnElement; warnings: readonly { message: string }[] }>;
  }
  /** `pakete`: further type descriptions; `optionen.nsMap`: namespace address → prefix of a known package. */
  export function DmnModdle(pakete: Record<string, object>, optionen: { nsMap: Record<string, string> }): DmnReader;
}
