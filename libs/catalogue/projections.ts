import { backofficeStatus } from '#customers/backoffice-status';
import { profile } from '#customers/profile';
import { purchasing } from '#customers/purchasing';
import { customerMerged, lifecyclePosition, lifecycleRules, publishedSegments, rfm, rfmCuts, specificSegments, stageEntered } from '#lifecycle';
import { ProjectionCatalogue } from '#projections';

/** Every read model that the platform keeps. A new one is a file in its room and a line here; further versions of a name stand by to be compared and switched to. */
export function projectionCatalogue(): ProjectionCatalogue {
  return new ProjectionCatalogue(
    [
      profile,
      purchasing,
      lifecyclePosition(1),
      lifecyclePosition(2, { ...lifecycleRules, version: 2, atRiskBelow: 0.2, lapsedBelow: 0.05 }),
      rfm(publishedSegments),
      rfm(specificSegments),
      backofficeStatus,
    ],
    [stageEntered, customerMerged],
    [rfmCuts],
  );
}
