import { type DynamicModule, Module } from '@nestjs/common';
import { BACK_OFFICE_STATE, type BackOfficeState, BackOfficeStateController } from './back-office-state.controller';

/** How a process is doing that is a back office alone: health and metrics. */
@Module({})
export class BackOfficeModule {
  static with(state: BackOfficeState): DynamicModule {
    return { module: BackOfficeModule, controllers: [BackOfficeStateController], providers: [{ provide: BACK_OFFICE_STATE, useValue: state }] };
  }
}
