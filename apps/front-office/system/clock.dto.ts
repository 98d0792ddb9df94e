import { ApiProperty } from '@nestjs/swagger';
import { IsString } from 'class-validator';

export class AdvanceDto {
  @ApiProperty({ format: 'date-time' }) @IsString() to!: string;
}
