import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDefined, IsOptional, IsString, MaxLength, MinLength, ValidateNested } from 'class-validator';

export class IdentityDto {
  @ApiProperty({ example: 'email' }) @IsString() @MinLength(1) @MaxLength(50) kind!: string;
  @ApiProperty({ example: 'ann@example.org' }) @IsString() @MinLength(1) @MaxLength(500) value!: string;
}

export class LinkDto {
  @ApiProperty({ type: IdentityDto }) @IsDefined() @ValidateNested() @Type(() => IdentityDto) a!: IdentityDto;
  @ApiProperty({ type: IdentityDto }) @IsDefined() @ValidateNested() @Type(() => IdentityDto) b!: IdentityDto;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2_000) reason?: string;
}
