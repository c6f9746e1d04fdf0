/*
 * rows -- the field rows of the .def files as rows of a struct field table.
 *
 * Inside a function in which `self` names the struct.  The last arguments of
 * a row are its meaning and, where there are any, its marks.  No include guard.
 */
#define DOC_OF(...)             DOC_OF_(__VA_ARGS__, 0)
#define DOC_OF_(doc, ...)       doc
#define MARKS_OF(...)           MARKS_OF_(__VA_ARGS__, 0, 0)
#define MARKS_OF_(doc, marks, ...) marks
#define ROW(type_, f, ...) \
	.name = #f, .type = FIELD_##type_, .offset = offsetof(self, f), \
	.doc = DOC_OF(__VA_ARGS__), .marks = MARKS_OF(__VA_ARGS__)

#define TEXT(f, lo, hi, ...)        { ROW(TEXT, f, __VA_ARGS__), .min = lo, .max = hi },
#define NAME(f, lo, hi, ...)        { ROW(NAME, f, __VA_ARGS__), .min = lo, .max = hi },
#define LABEL(f, ...)               { ROW(LABEL, f, __VA_ARGS__), .min = 1, .max = 512 },
#define CONDITION(f, ...)           { ROW(CONDITION, f, __VA_ARGS__), .min = 1, .max = LIMIT_RULE_CONDITION },
#define VALUE(f, ...)               { ROW(VALUE, f, __VA_ARGS__), .max = 128 },
#define DECIMAL(f, ...)             { ROW(DECIMAL, f, __VA_ARGS__) },
#define BYTES(f, lo, hi, ...)       { ROW(BYTES, f, __VA_ARGS__), .min = lo, .max = hi },
#define OBJECT(f, ...)              { ROW(OBJECT, f, __VA_ARGS__), .max = 8192 },
#define MONEY(f, ...)               { ROW(MONEY, f, __VA_ARGS__) },
#define HASH(f, ...)                { ROW(HASH, f, __VA_ARGS__) },
#define FLAG(f, ...)                { ROW(FLAG, f, __VA_ARGS__) },
#define INT(f, lo, hi, ...)         { ROW(INT, f, __VA_ARGS__), .min = lo, .max = hi },
#define TIME(f, ...)                { ROW(TIME, f, __VA_ARGS__) },
#define DURATION(f, lo, hi, ...)    { ROW(DURATION, f, __VA_ARGS__), .min = lo, .max = hi },
#define REF(f, target_, ...)        { ROW(REF, f, __VA_ARGS__), .target = #target_ },
#define REFS(f, target_, max_, ...) { ROW(REFS, f, __VA_ARGS__), .target = #target_, .max = max_ },
#define LABELS(f, max_, ...)        { ROW(LABELS, f, __VA_ARGS__), .max = max_ },
#define WORD(f, words_, ...)        { ROW(WORD, f, __VA_ARGS__), .words = &words_##_words },
#define ONE(f, shape, ...)        { ROW(ONE, f, __VA_ARGS__), .record = record_##shape##_table },
#define LIST(f, shape, max_, ...) { ROW(LIST, f, __VA_ARGS__), .offset_n = offsetof(self, n_##f), .record = record_##shape##_table, .max = max_ },
