CREATE TABLE t (
    a integer DEFAULT ( 1 /* one */ + 2 ) , -- a comment
    b text   DEFAULT   'a  ;  -- b'   NOT NULL,
    c text DEFAULT $tag$it's "$" $tag$,
    d text DEFAULT E'tab\t\'q\'',
    e integer DEFAULT 1::integer CHECK ( ( ( e > 0 ) ) ),
    f boolean DEFAULT (a IS NOT NULL) NOT NULL,
    g geometry(Point,4326), h interval year to month, i "My Schema"."My Type",
    j decimal(5, 2), k character varying, l timestamp(0), m float(10), n float(30)
);
CREATE INDEX "I x" ON t ( lower ( b )   , ( a  +  1 ) ) WHERE ( ( a IS NOT NULL ) );
