import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';

const TYPES = { description: 'Types of the catalogue, or `channel.*`; empty or absent: all but the platform\'s own bookkeeping', example: ['commerce.order-completed', 'lifecycle.*'] };

export class CreateSubscriptionDto {
  @ApiProperty({ example: 'https://billing.example/hooks' }) @IsString() url!: string;
  @ApiPropertyOptional(TYPES) @IsOptional() @IsArray() @ArrayMaxSize(1_000) @IsString({ each: true }) types?: string[];
  @ApiPropertyOptional({ description: '`whsec_` and the base64 of 24 to 64 bytes; made here where absent' }) @IsOptional() @IsString() secret?: string;
  @ApiPropertyOptional({ description: 'After this position; default: from now on' }) @IsOptional() @IsString() from?: string;
  @ApiPropertyOptional({ description: 'Send what was imported, too' }) @IsOptional() @IsBoolean() includeBackfill?: boolean;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(500) description?: string;
}

export class ChangeSubscriptionDto {
  @ApiPropertyOptional() @IsOptional() @IsString() url?: string;
  @ApiPropertyOptional(TYPES) @IsOptional() @IsArray() @ArrayMaxSize(1_000) @IsString({ each: true }) types?: string[];
  @ApiPropertyOptional() @IsOptional() @IsBoolean() includeBackfill?: boolean;
  @ApiPropertyOptional({ description: 'Empty: none any more' }) @IsOptional() @IsString() @MaxLength(500) description?: string;
}

export class RotateSecretDto {
  @ApiPropertyOptional() @IsOptional() @IsString() secret?: string;
}

export class ReplayDto {
  @ApiProperty({ description: 'After this position', example: '0' }) @IsString() from!: string;
  @ApiPropertyOptional({ description: 'Up to and with this position; default: the log\'s end' }) @IsOptional() @IsString() to?: string;
  @ApiPropertyOptional({ description: 'Default: those of the subscription' }) @IsOptional() @IsArray() @ArrayMaxSize(1_000) @IsString({ each: true }) types?: string[];
  @ApiPropertyOptional({ description: 'Only count' }) @IsOptional() @IsBoolean() dryRun?: boolean;
}

export class DropDto {
  @ApiPropertyOptional({ description: 'Everything that waits, not only the event that failed' }) @IsOptional() @IsBoolean() all?: boolean;
}
