import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/* Shapes for the published description; intake checks by the catalogue. */

export class IdentityBody {
  @ApiProperty({ example: 'user-id' }) kind!: string;
  @ApiProperty({ example: '42' }) value!: string;
}

export class TouchpointBody {
  @ApiProperty({ description: 'Your idempotency key, up to 200 characters: the same id again is a duplicate, for ever', maxLength: 200 }) id!: string;
  @ApiProperty({ example: 'commerce.order-completed' }) type!: string;
  @ApiProperty({ type: [IdentityBody], minItems: 1, maxItems: 10 }) identities!: IdentityBody[];
  @ApiPropertyOptional({ format: 'date-time', description: 'Your claim; default: time of receipt' }) occurredAt?: string;
  @ApiPropertyOptional({ format: 'date-time', description: 'With it a wrong clock is corrected' }) sentAt?: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) data!: Record<string, unknown>;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true }) source?: Record<string, unknown>;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true }) context?: Record<string, unknown>;
}

export class FieldErrorAnswer {
  @ApiProperty() path!: string;
  @ApiProperty() code!: string;
  @ApiProperty() message!: string;
}

export class IntakeItemAnswer {
  @ApiProperty() index!: number;
  @ApiPropertyOptional() id?: string;
  @ApiProperty({ enum: ['appended', 'duplicate', 'quarantined'] }) status!: string;
  @ApiPropertyOptional() position?: string;
  @ApiPropertyOptional({ description: 'The id was known with other content, which stands' }) differs?: boolean;
  @ApiPropertyOptional() quarantineId?: string;
  @ApiPropertyOptional({ type: [FieldErrorAnswer] }) errors?: FieldErrorAnswer[];
}

export class IntakeAnswer {
  @ApiProperty() accepted!: number;
  @ApiProperty() duplicates!: number;
  @ApiProperty() quarantined!: number;
  @ApiProperty() position!: string;
  @ApiProperty({ type: [IntakeItemAnswer] }) items!: IntakeItemAnswer[];
}
