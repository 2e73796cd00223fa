/* As take() of the machine, for an event whose kind is known before the solver begins, and in place: a few seconds, not many
 * minutes. The includer names CASE, KIND, VALID and FORMS(event), which its fields of other enumerations keep. */
static void by(KIND kind, CASE *c)
{
    __CPROVER_assume(FORMS(c->e) && VALID(&c->before) && nothing_over(&c->before.sets, c->e.now));
    c->after = c->before;
    c->a.count = 0;
    c->e.kind = kind;
    watch(&c->before.sets);
    handle(&c->after, &c->e, &c->a);
    noted(&c->a);
}
