import { RapportError } from '#kernel';
import type { Projection } from '../law/define-projection';
import type { Reactor } from './reactor';
import type { ReferenceDefinition } from './references';

/** All projections that the platform runs, by name and version; the first of a name is served unless another was switched to. */
export class ProjectionCatalogue {
  private readonly byName = new Map<string, Projection[]>();

  constructor(projections: readonly Projection[], readonly reactors: readonly Reactor[] = [], readonly references: readonly ReferenceDefinition[] = []) {
    for (const projection of projections) {
      const versions = this.byName.get(projection.name) ?? [];
      if (versions.some((other) => other.version === projection.version)) throw new RapportError('RAPPORT_BAD_CATALOGUE', `projection ${projection.name} has version ${String(projection.version)} twice`);
      this.byName.set(projection.name, [...versions, projection]);
    }
  }

  names(): string[] {
    return [...this.byName.keys()];
  }

  /** The version asked for, or the one served by default. */
  get(name: string, version?: number): Projection | undefined {
    const versions = this.byName.get(name);
    return version === undefined ? versions?.[0] : versions?.find((projection) => projection.version === version);
  }

  versions(name: string): number[] {
    return (this.byName.get(name) ?? []).map((projection) => projection.version);
  }

  reference(name: string): ReferenceDefinition | undefined {
    return this.references.find((definition) => definition.name === name);
  }
}
