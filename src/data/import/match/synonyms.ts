/** Names that columns go by in exports, datasets and languages, each as `plainName` leaves it. */
import type { Role } from '../types.ts';

type NamedRole = Exclude<Role, 'maker' | 'ignore'>;

/** Lower case, without accents, signs, spaces and RecBole's `:type`. */
export const plainName = (name: string): string =>
  name
    .replace(/:(?:token|float)(?:_seq)?$/, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

const words = (list: string): readonly string[] => list.trim().split(/\s+/).map(plainName);

/** In each list the better names come first: of two that match exactly, the earlier one wins. */
export const SYNONYMS: Readonly<Record<NamedRole, readonly string[]>> = {
  user: words(`user_id userid user uid who customer_id customer customer_no customer_number customer_unique_id client_id client
    reviewer_id reviewer visitor_id visitor member_id member account_id account subscriber_id subscriber buyer_id buyer
    shopper_id reader_id reader player_id player person_id person patient_id student_id steam_id viewer_id listener_id author_id
    username user_name email e_mail email_address customer_email buyer_email login msno fullvisitorid device_id cookie_id anonymous_id distinct_id hashed_email card_id card_no card_number loyalty_card loyalty_card_number kunde kunden_id kundennummer kundennr benutzer
    benutzer_id nutzer nutzer_id utilisateur id_utilisateur client_id cliente id_cliente usuario id_usuario utente id_utente
    gebruiker klant klant_id klient uzytkownik użytkownik kund kund_id anvandare bruger kayttaja musteri kullanici
    пользователь клиент покупатель 用户 用户id 用户编号 客户 客户id 会员 会员id ユーザー ユーザーid 顧客 顧客id 사용자 고객`),
  session:
    words(`session_id session sessionid sid visit_id visit basket_id basket cart_id cart invoice_no invoice invoice_id
    order_id order_number transaction_id transaction playlist_id playlist trip_id bestellung bestellnummer warenkorb sitzung
    commande seance pedido sesion sessao ordine sessione заказ сессия 订单 订单号 会话 セッション 注文`),
  item: words(`item_id item itemid iid product_id product parent_asin asin sku aid movie_id movie movieid article_id
    article track_id track_uri spotify_track_uri track song_id song artist_id artist album_id book_id book isbn game_id game app_id app video_id video news_id
    anime_id recipe_id beer_id business_id restaurant_id place_id place venue_id venue poi_id poi location_id gmap_id
    product_code stock_code stockcode lineitem_sku listing_id course_id content_id document_id doc_id post_id photo_id clip_id job_id hotel_id
    offer_id ad_id creative_id title_id show_id series_id episode_id titleurl url page artid traid artikel artikel_id artikelnummer artikelnr produkt produkt_id film film_id
    buch produit id_produit livre producto id_producto articulo produto prodotto articolo libro pelicula товар фильм книга
    商品 商品id 商品编号 物品 电影 アイテム アイテムid 商品コード 상품 urun tuote vara vare`),
  time: words(`timestamp uts at unix_review_time unixtime unix_timestamp time ts datetime event_time event_timestamp eventtime
    created_at created date_time date purchase_date order_date invoice_date transaction_date review_date rating_date
    played_at watched_at viewed_at clicked_at listened_at visited_at ordered_at purchased_at bought_at added_at updated_at
    start_time end_time date_read date_watched watched_date date_added review_time when epoch day
    order position sequence seq step rank zeitstempel zeitpunkt zeit datum uhrzeit bestelldatum kaufdatum horodatage temps heure
    date_achat fecha fecha_hora hora data data_hora data_ora tempo ora tijd tijdstip czas tid tidpunkt aika tarih zaman
    дата время 时间 时间戳 日期 下单时间 日時 日付 時刻 시간 날짜`),
  clock: words('time_of_day clock hourmin hour_min trans_time transaction_time uhrzeit heure hora ora tijd'),
  value:
    words(`rating ratings score stars star_rating overall value rate preference weight play_count playcount plays count
    quantity qty amount hours duration listens note bewertung sterne menge anzahl wertung quantite puntuacion calificacion
    valoracion cantidad valutazione nota quantita avaliacao quantidade ocena оценка рейтинг количество 评分 数量 評価 평점`),
  event:
    words(`event_type event action action_type behavior behaviour behavior_type behaviour_type interaction_type interaction
    activity activity_type verb exclusive_shelf financial_status payment_status order_status supplemental_video_type type kind ereignis aktion evento accion action_utilisateur tipo_evento azione событие действие
    行为 行为类型 イベント 행동`),
  title:
    words(`title lineitem_name prod_name item_title movie_title book_title product_title item_name movie_name product_name book_name track_name master_metadata_track_name
    song_name artist_name artname traname game_title name description product_description label titel bezeichnung name_artikel
    titre nom titulo nombre nome titolo descrizione descripcion название наименование 标题 名称 商品名 商品名称 タイトル 名前
    제목`),
  category:
    words(`category categories genre genres main_category category_code category_id class subtitlesname item_category product_type_name product_type product_group_name
    department brand tags group section kategorie warengruppe gattung rubrik categorie rayon categoria genero genere reparto
    категория жанр 类别 分类 类型 品类 カテゴリ カテゴリー ジャンル 분류`),
};

export const NAMED_ROLES: readonly NamedRole[] = [
  'item',
  'user',
  'session',
  'time',
  'clock',
  'value',
  'event',
  'title',
  'category',
];
