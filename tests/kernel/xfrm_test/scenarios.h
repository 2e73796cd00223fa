#include "common.h"

void scenario_install(void);
void scenario_undo(void);
void scenario_sweep(void);
void scenario_rotate(void);
void scenario_block(void);
void scenario_expire(void);
void scenario_lacking(void);
void scenario_attack(void);
